package dev.dualclient.migration.inventory;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Reason;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.migration.direct.Conversation;
import dev.dualclient.migration.report.Rendering;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of the consents of both backends. The token lists tell which users a client has; each of these is asked
 * about at both backends. Reads alone. Not thread-safe.
 */
final class ConsentSurvey {

    private static final Operation TOKENS = Catalogue.operation("auth-token-get-list");
    private static final Operation SCOPES = Catalogue.operation("client-granted-scopes-get");
    private static final int MOST_USERS = 100_000;

    private final Conversation primary;
    private final Conversation secondary;
    private final int page;
    private final Map<String, Set<String>> usersByClient = new TreeMap<>();
    private int users;
    private @Nullable String problem;

    /**
     * Creates a survey.
     *
     * @param page how many tokens are asked for at a time
     */
    ConsentSurvey(Conversation primary, Conversation secondary, int page) {
        this.primary = primary;
        this.secondary = secondary;
        this.page = page;
    }

    /** Reads and compares. */
    ConsentReport run(Instant now) {
        listUsers(secondary);
        listUsers(primary);
        List<ClientConsents> known = new ArrayList<>();
        List<ClientConsents> missing = new ArrayList<>();
        usersByClient.forEach((client, subjects) -> {
            ClientConsents counts = count(client, subjects);
            (counts.missingAtPrimary() ? missing : known).add(counts);
        });
        return new ConsentReport(now, known, missing, problem);
    }

    private void listUsers(Conversation backend) {
        long total = 1;
        long seen = 0;
        for (long start = 0; start < total; start += page) {
            Attempt attempt = backend.ask(ApiCall.of(TOKENS)
                    .query("start", Long.toString(start))
                    .query("end", Long.toString(start + page))
                    .build());
            ApiResponse answer = attempt.answer();
            JsonNode list = answer == null || attempt.outcome() != Outcome.ACCEPTED ? null : answer.json();
            if (list == null || list.path("totalCount").asLong(-1) < 0) {
                problem = "the token list could not be read: " + attempt.description();
                return;
            }
            total = list.path("totalCount").asLong();
            for (JsonNode token : list.path("accessTokens")) {
                seen++;
                add(token.path("clientId").asString(""), token.path("subject").asString(""));
            }
        }
        if (seen < total) {
            problem = "the token list of the " + Rendering.kebab(backend.side()) + " changed while it was read";
        }
    }

    /** Tokens of the client credentials grant have no user. */
    private void add(String client, String subject) {
        if (client.isEmpty() || subject.isEmpty()) {
            return;
        }
        Set<String> subjects = usersByClient.computeIfAbsent(client, none -> new TreeSet<>());
        if (users >= MOST_USERS && !subjects.contains(subject)) {
            problem = "there are more than " + MOST_USERS + " users with tokens";
        } else if (subjects.add(subject)) {
            users++;
        }
    }

    /** What a backend holds of one user and one client. */
    private record Consent(Attempt attempt, Set<String> scopes) {

        static Consent of(Attempt attempt) {
            Set<String> scopes = new TreeSet<>();
            ApiResponse answer = attempt.answer();
            JsonNode json = answer == null || attempt.outcome() != Outcome.ACCEPTED ? null : answer.json();
            if (json != null) {
                json.path("latestGrantedScopes").forEach(scope -> scopes.add(scope.asString()));
            }
            return new Consent(attempt, scopes);
        }

        boolean isGiven() {
            return attempt.outcome() == Outcome.ACCEPTED;
        }

        boolean isOfUnknownClient() {
            return attempt.reason() == Reason.UNKNOWN_CLIENT;
        }

        boolean isUnknown() {
            return !isGiven() && attempt.outcome() != Outcome.UNRECOGNIZED;
        }
    }

    private ClientConsents count(String client, Set<String> subjects) {
        int equal = 0;
        int onlyAtSecondary = 0;
        int onlyAtPrimary = 0;
        int different = 0;
        int neither = 0;
        int unknown = 0;
        boolean missing = false;
        for (String subject : subjects) {
            Consent next = ask(primary, client, subject);
            Consent old = ask(secondary, client, subject);
            missing |= next.isOfUnknownClient();
            if (next.isUnknown() || old.isUnknown()) {
                unknown++;
            } else if (!old.isGiven() && !next.isGiven()) {
                neither++;
            } else if (!next.isGiven()) {
                onlyAtSecondary++;
            } else if (!old.isGiven()) {
                onlyAtPrimary++;
            } else if (old.scopes().equals(next.scopes())) {
                equal++;
            } else {
                different++;
            }
        }
        return new ClientConsents(client, missing, equal, onlyAtSecondary, onlyAtPrimary, different, neither, unknown);
    }

    private static Consent ask(Conversation backend, String client, String subject) {
        ObjectNode body = new ObjectNode();
        body.put("subject", subject);
        return Consent.of(backend.ask(ApiCall.of(SCOPES)
                .path("clientId", client)
                .body(body.toString())
                .build()));
    }
}
