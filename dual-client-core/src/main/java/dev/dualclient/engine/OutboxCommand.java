package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Parties;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.migration.carryover.CarryCommand;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a backend still has to do: what stands, encrypted, in a row of the outbox. Immutable; its {@code toString} tells
 * nothing that is secret.
 */
sealed interface OutboxCommand {

    /**
     * The end of a token and its row, if it belongs to one of these clients.
     *
     * @param token the token
     * @param owners the names of the client that asked; empty if the authorization server did, whose word is enough
     * @param holder the client and the user of an access token beside a refresh token; {@link Parties#NONE} of another token,
     *     or if that was not found out
     * @param request the client's own request, by which a backend can authenticate it; {@code null} if the server asked, or
     *     the client was authenticated. An assertion or a proof in it expires, and the request is refused then
     */
    record Revocation(
            Credential token,
            List<String> owners,
            Parties holder,
            @Nullable ApiCall request) implements OutboxCommand {

        Revocation heldBy(Parties found) {
            return new Revocation(token, owners, found, request);
        }

        Revocation authenticated() {
            return new Revocation(token, owners, holder, null);
        }

        @Override
        public String toString() {
            return "end of " + token;
        }
    }

    /**
     * A call that is made again as it was.
     *
     * @param call the call
     * @param state whether it sets a state, so that a late repeat of an older call would undo it
     */
    record Replay(ApiCall call, boolean state) implements OutboxCommand {

        @Override
        public String toString() {
            return "replay of " + call;
        }
    }

    /**
     * A change of a client's metadata, made to what the backend holds of it by then.
     *
     * @param client the client's immutable id
     * @param metadata what is to hold, in the words of the API; whatever it does not mention stays
     */
    record Amendment(String client, ObjectNode metadata) implements OutboxCommand {

        @Override
        public String toString() {
            return "amendment of client " + client;
        }
    }

    /**
     * The end of what a backend has left of tokens that a kill of many covers.
     *
     * @param names whose tokens those are
     * @param start where the next page of the token list begins
     * @param shifted whether rows in front of it were ended, so that others have moved past it
     * @param found the hashes of tokens to be ended, if they bear no mark of the kill by now
     */
    record Remaining(Parties names, int start, boolean shifted, List<String> found) implements OutboxCommand {

        /** Copies what was found. */
        public Remaining {
            found = List.copyOf(found);
        }

        /** Returns the command of a bulk kill that begins. */
        static Remaining of(Parties names) {
            return new Remaining(names, 0, false, List.of());
        }

        Remaining with(List<String> left) {
            return new Remaining(names, start, shifted, left);
        }

        private static Remaining of(JsonNode json) {
            Parties names = new Parties(
                    texts(json.path("clients")),
                    json.path("subject").stringValue(null),
                    null,
                    json.path("id").stringValue(null));
            return new Remaining(
                    names,
                    json.path("start").intValue(),
                    json.path("shifted").booleanValue(),
                    texts(json.path("found")));
        }

        @Override
        public String toString() {
            return "end of remaining tokens";
        }
    }

    /**
     * What is left to do of a row that is copied to the primary.
     *
     * @param step what that is
     */
    record Carry(CarryCommand step) implements OutboxCommand {

        @Override
        public String toString() {
            return step.toString();
        }
    }

    /** Writes this command, to be encrypted. */
    default byte[] toBytes() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        if (this instanceof Revocation revocation) {
            json.put("kind", revocation.token().kind().name());
            json.put("token", revocation.token().value());
            json.put("hash", revocation.token().isHash());
            json.put("owners", revocation.owners());
            json.put("clients", revocation.holder().clients());
            json.put("subject", revocation.holder().subject());
            if (revocation.request() != null) {
                json.put("request", toJson(revocation.request()));
            }
        } else if (this instanceof Remaining remaining) {
            json.put("clients", remaining.names().clients());
            json.put("subject", remaining.names().subject());
            json.put("id", remaining.names().id());
            json.put("start", remaining.start());
            json.put("shifted", remaining.shifted());
            json.put("found", remaining.found());
        } else if (this instanceof Carry carry) {
            json.putAll(carry.step().toJson());
        } else if (this instanceof Amendment amendment) {
            json.put("client", amendment.client());
            json.put("metadata", amendment.metadata());
        } else if (this instanceof Replay replay) {
            json.putAll(toJson(replay.call()));
            json.put("state", replay.state());
        }
        return JsonFormat.write(json);
    }

    private static Map<String, @Nullable Object> toJson(ApiCall call) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("operation", call.operation().id());
        json.put("path", call.pathVariables());
        json.put(
                "query",
                call.query().stream()
                        .map(parameter -> List.of(parameter.name(), parameter.value()))
                        .toList());
        json.put("headers", call.headers());
        if (call.body() != null) {
            json.put("body", Base64.getEncoder().encodeToString(call.body()));
        }
        return json;
    }

    /** Returns whether this sets a state, so that no later change may be sent before this one is known to be done. */
    default boolean setsState() {
        return this instanceof Amendment || this instanceof Replay replay && replay.state();
    }

    /** Returns whether it is about all tokens of a client, a user or a grant, or about a client. */
    default boolean isOfMany() {
        return this instanceof Replay || this instanceof Remaining;
    }

    /** Reads what {@link #toBytes} wrote. */
    static OutboxCommand of(byte[] bytes) {
        JsonNode json = JsonFormat.read(new String(bytes, StandardCharsets.UTF_8));
        if (json.has(CarryCommand.KIND)) {
            return new Carry(CarryCommand.of(json));
        }
        if (json.has("token")) {
            CredentialKind kind = CredentialKind.valueOf(json.path("kind").stringValue());
            String value = json.path("token").stringValue();
            boolean hash = json.path("hash").booleanValue();
            Credential token = hash ? Credential.ofHash(kind, value) : new Credential(kind, value);
            Parties holder = new Parties(
                    texts(json.path("clients")), json.path("subject").stringValue(null), null);
            return new Revocation(
                    token, texts(json.path("owners")), holder, json.has("request") ? call(json.path("request")) : null);
        }
        if (json.has("found")) {
            return Remaining.of(json);
        }
        if (json.path("metadata") instanceof ObjectNode metadata) {
            return new Amendment(json.path("client").stringValue(), metadata);
        }
        return new Replay(call(json), json.path("state").booleanValue());
    }

    private static ApiCall call(JsonNode json) {
        ApiCall.Builder call =
                ApiCall.of(Catalogue.operation(json.path("operation").stringValue()));
        json.path("path")
                .properties()
                .forEach(variable ->
                        call.path(variable.getKey(), variable.getValue().stringValue()));
        json.path("query")
                .forEach(parameter -> call.query(
                        parameter.path(0).stringValue(), parameter.path(1).stringValue()));
        json.path("headers")
                .properties()
                .forEach(
                        header -> call.header(header.getKey(), header.getValue().stringValue()));
        if (json.has("body")) {
            call.body(Base64.getDecoder().decode(json.path("body").stringValue()));
        }
        return call.build();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.stringValue()));
        return texts;
    }
}
