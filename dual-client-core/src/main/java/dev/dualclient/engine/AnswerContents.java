package dev.dualclient.engine;

import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Parties;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import dev.dualclient.routing.CallFacts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Extracts from an answer the credentials that it contains and the parties that it names. */
final class AnswerContents {

    private static final Set<CredentialKind> ONE_TIME =
            EnumSet.of(CredentialKind.DEVICE_CODE, CredentialKind.AUTH_REQ_ID, CredentialKind.REQUEST_URI);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,10}");

    private AnswerContents() {}

    /** Returns the credentials in an answer. */
    static List<Credential> credentials(Operation operation, Attempt attempt) {
        ApiResponse answer = attempt.answer();
        List<Credential> returned = new ArrayList<>();
        if (answer != null) {
            for (Operation.Named named : operation.brings()) {
                String value = answer.value(named.at());
                if (value != null && !value.isEmpty()) {
                    returned.add(new Credential(named.kind(), value));
                }
            }
        }
        return returned;
    }

    /** Returns the parties that an answer names. */
    static Parties names(Operation operation, Attempt attempt) {
        ApiResponse answer = attempt.answer();
        if (answer == null) {
            return Parties.NONE;
        }
        String grant = null;
        for (Operation.Named named : operation.brings()) {
            if (grant == null && named.kind() == CredentialKind.GRANT_ID) {
                grant = answer.value(named.at());
            }
        }
        List<String> subjects = all(operation.revealsSubject(), answer);
        return new Parties(
                all(operation.reveals(), answer),
                subjects.isEmpty() ? null : subjects.get(0),
                grant,
                id(operation, answer));
    }

    /** Returns the id of the client. The {@code clientId} of a backend's answer is never an alias. */
    private static @Nullable String id(Operation operation, ApiResponse answer) {
        for (Locator place : operation.reveals()) {
            boolean ofId = place instanceof Locator.Body body && body.pointer().endsWith("/clientId");
            String value = ofId ? answer.value(place) : null;
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    /** Returns the owner of a token, if an answer has an object for that token; nobody otherwise. */
    static Parties owner(CallFacts.Token token, Attempt attempt) {
        ApiResponse answer = attempt.answer();
        String pointer = token.owner();
        if (answer == null || pointer == null) {
            return Parties.NONE;
        }
        List<String> clients = Stream.of("/clientId", "/clientIdAlias", "/clientEntityId")
                .map(name -> answer.value(pointer + name))
                .filter(Objects::nonNull)
                .toList();
        return new Parties(clients, answer.value(pointer + "/subject"), null, answer.value(pointer + "/clientId"));
    }

    /**
     * Returns how long the one-time credential of an answer lives: a device code, a backchannel request or a pushed request
     * ({@code expires_in} of RFC 8628, CIBA and RFC 9126). {@code null} if it brings none, or does not tell.
     */
    static @Nullable Duration oneTimeLife(Operation operation, Attempt attempt) {
        ApiResponse answer = attempt.answer();
        boolean oneTime = operation.brings().stream().anyMatch(named -> ONE_TIME.contains(named.kind()));
        if (answer == null || !oneTime) {
            return null;
        }
        String content = answer.value("/responseContent");
        String told = content == null
                ? null
                : new ApiResponse(200, Map.of(), content.getBytes(StandardCharsets.UTF_8)).value("/expires_in");
        long seconds = told != null && SECONDS.matcher(told).matches() ? Long.parseLong(told) : 0;
        return seconds > 0 ? Duration.ofSeconds(seconds) : null;
    }

    private static List<String> all(List<Locator> places, ApiResponse answer) {
        List<String> values = new ArrayList<>(places.size());
        for (Locator place : places) {
            String value = answer.value(place);
            if (value != null && !value.isEmpty()) {
                values.add(value);
            }
        }
        return values;
    }
}
