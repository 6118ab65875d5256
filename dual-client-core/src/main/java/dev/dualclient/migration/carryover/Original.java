package dev.dualclient.migration.carryover;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the secondary's introspection shows of an access token. Immutable.
 *
 * @param json the answer
 */
record Original(JsonNode json) {

    private static final List<String> CLAIMS = List.of("consentedClaims", "userInfoClaims", "transformedClaims");

    String client() {
        return text("clientId");
    }

    @Nullable
    String subject() {
        String subject = text("subject");
        return subject.isEmpty() ? null : subject;
    }

    List<String> scopes() {
        return texts("scopes");
    }

    String grantType() {
        return text("grantType");
    }

    /** Returns when the access token expires, in milliseconds since the epoch; 0 for never. */
    long expiresAt() {
        return json.path("expiresAt").asLong(0);
    }

    boolean hasGrant() {
        return !text("grantId").isEmpty();
    }

    boolean isBound() {
        return !text("certificateThumbprint").isEmpty();
    }

    boolean isForAttachment() {
        return json.path("forExternalAttachment").asBoolean(false);
    }

    boolean hasNarrowerResources() {
        List<String> ofToken = texts("accessTokenResources");
        return !ofToken.isEmpty() && !new TreeSet<>(ofToken).equals(new TreeSet<>(texts("resources")));
    }

    boolean hasClaims() {
        return hasClaims(json);
    }

    static boolean hasClaims(JsonNode answer) {
        return CLAIMS.stream().anyMatch(field -> {
            JsonNode claims = answer.path(field);
            return !claims.isMissingNode()
                    && !claims.isNull()
                    && !claims.asString("x").isEmpty()
                    && !isEmpty(claims);
        });
    }

    private static boolean isEmpty(JsonNode claims) {
        return claims.isContainer() && claims.isEmpty();
    }

    private String text(String field) {
        return json.path(field).asString("");
    }

    private List<String> texts(String field) {
        return json.path(field).valueStream().map(text -> text.asString("")).toList();
    }

    /** Tells nothing of the token. */
    @Override
    public String toString() {
        return "original of client " + client();
    }
}
