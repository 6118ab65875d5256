package dev.dualclient.migration.readiness;

import dev.dualclient.call.Sha256;
import dev.dualclient.json.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A row of a backend's token list. Times are in milliseconds since the epoch, {@link #NEVER} for a token that does not
 * expire. Immutable.
 *
 * @param access the hash of the access token, {@code null} for none
 * @param refresh the hash of the refresh token, {@code null} for none
 * @param accessExpires when the access token expires
 * @param refreshExpires when the refresh token expires
 * @param subject the end user, {@code null} for none
 * @param written when it was created or last refreshed
 * @param content a hash of what the tokens are good for
 */
record ListedToken(
        @Nullable String access,
        @Nullable String refresh,
        long accessExpires,
        long refreshExpires,
        @Nullable String subject,
        long written,
        long content) {

    static final long NEVER = Long.MAX_VALUE;

    static ListedToken of(JsonNode row) {
        String access = text(row, "accessTokenHash");
        String refresh = text(row, "refreshTokenHash");
        long created = row.path("createdAt").asLong(0);
        return new ListedToken(
                access,
                refresh,
                access == null ? 0 : expiry(row, "accessTokenExpiresAt"),
                refresh == null ? 0 : expiry(row, "refreshTokenExpiresAt"),
                text(row, "subject"),
                Math.max(created, row.path("lastRefreshedAt").asLong(0)),
                hash(content(row)));
    }

    private static long expiry(JsonNode row, String field) {
        long at = row.path(field).asLong(0);
        return at == 0 ? NEVER : at;
    }

    private static String content(JsonNode row) {
        TreeSet<String> scopes = new TreeSet<>();
        row.path("scopes").forEach(scope -> scopes.add(scope.asString()));
        TreeSet<String> properties = new TreeSet<>();
        row.path("properties")
                .forEach(property -> properties.add(property.path("key").asString("") + "="
                        + property.path("value").asString("")));
        return text(row, "subject") + "\n" + text(row, "grantType") + "\n" + scopes + "\n" + properties;
    }

    private static @Nullable String text(JsonNode row, String member) {
        String text = row.path(member).asString("");
        return text.isEmpty() ? null : text;
    }

    /** Returns the first half of the half of a SHA-256. */
    static long hash(String text) {
        return ByteBuffer.wrap(Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    boolean accessLives(long now) {
        return access != null && accessExpires > now;
    }

    boolean refreshLives(long now) {
        return refresh != null && refreshExpires > now;
    }

    boolean lives(long now) {
        return accessLives(now) || refreshLives(now);
    }

    /** Returns the hashes of the tokens that live. */
    List<String> living(long now) {
        List<String> hashes = new ArrayList<>(2);
        if (refresh != null && refreshLives(now)) {
            hashes.add(refresh);
        }
        if (access != null && accessLives(now)) {
            hashes.add(access);
        }
        return hashes;
    }

    /** Returns when the last of its tokens expires. */
    long expires() {
        return Math.max(accessExpires, refreshExpires);
    }

    /** Returns what tells the row apart from others. */
    String identity() {
        return access + "/" + refresh + (access == null && refresh == null ? "/" + written + "/" + content : "");
    }
}
