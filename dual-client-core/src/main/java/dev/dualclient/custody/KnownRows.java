package dev.dualclient.custody;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dualclient.call.Time;
import dev.dualclient.operation.CredentialKind;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens share a row, by all that a backend takes for the identifier of one: the hash of either token, and the id of
 * the row. Known is what a token list has shown to this process and what was issued through it. Bounded and thread-safe.
 */
public final class KnownRows {

    private static final int MOST = 100_000;

    private final KeyRing keys;
    private final LocalCustodyCache localCache;
    private final Cache<String, Row> rows;

    /**
     * A row.
     *
     * @param access the hash of the access token, {@code null} for none
     * @param refresh the hash of the refresh token, {@code null} for none
     * @param whole whether there is no other token in it
     * @param holder whose it is, as far as that is known
     */
    private record Row(@Nullable String access, @Nullable String refresh, boolean whole, Parties holder) {

        private Stream<String> hashes() {
            return Stream.of(access, refresh).filter(Objects::nonNull);
        }
    }

    KnownRows(KeyRing keys, LocalCustodyCache localCache, CustodySettings settings, Time time) {
        this.keys = keys;
        this.localCache = localCache;
        rows = Caffeine.newBuilder()
                .ticker(time::nanoTime)
                .executor(Runnable::run)
                .expireAfterWrite(settings.retention())
                .maximumSize(MOST)
                .build();
    }

    /**
     * Learns a row as a backend's token list has it.
     *
     * @param access the hash of the access token, {@code null} for none
     * @param refresh the hash of the refresh token, {@code null} for none
     * @param id the id of the row, {@code null} if the list does not tell it
     * @param holder whose it is, as far as the list tells that
     */
    public void listed(@Nullable String access, @Nullable String refresh, @Nullable String id, Parties holder) {
        Row row = new Row(access, refresh, true, holder);
        row.hashes().forEach(hash -> rows.put(hash, row));
        if (id != null) {
            rows.put(id, row);
        }
    }

    /**
     * Learns the id of a row from an answer that brings tokens of it.
     *
     * @param whole whether it brings all tokens of it
     */
    public void named(String id, Collection<Credential> tokens, boolean whole) {
        String access = hash(CredentialKind.ACCESS_TOKEN, tokens);
        String refresh = hash(CredentialKind.REFRESH_TOKEN, tokens);
        if (whole) {
            listed(access, refresh, id, Parties.NONE);
        } else if (access != null) {
            Row known = rows.getIfPresent(access);
            rows.put(id, known != null ? known : new Row(access, refresh, false, Parties.NONE));
        }
    }

    private static @Nullable String hash(CredentialKind kind, Collection<Credential> tokens) {
        return tokens.stream()
                .filter(token -> token.kind() == kind)
                .map(Credential::hash)
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns the token that an identifier means, by its hash, if that is the hash of a token or the id of a row that is
     * known; otherwise what was given, which can be the value of a token.
     */
    public Credential meant(Credential given) {
        String identifier = given.value();
        Row row = rows.getIfPresent(identifier);
        if (row == null) {
            return localCache.of(keys.ofHash(given.kind(), identifier)) == null
                    ? given
                    : Credential.ofHash(given.kind(), identifier);
        }
        boolean isHash = row.hashes().anyMatch(identifier::equals);
        return Credential.ofHash(
                given.kind(), isHash ? identifier : row.hashes().findFirst().orElse(identifier));
    }

    /** Returns the hash of the access token of the row of an id, {@code null} if that is not known. */
    public @Nullable String accessTokenOf(String id) {
        Row row = rows.getIfPresent(id);
        return row == null || row.hashes().anyMatch(id::equals) ? null : row.access();
    }

    /** Returns in whose list a token was seen that is known by its hash; nobody if it was in none. */
    public Parties holder(Credential hashed) {
        Row row = rows.getIfPresent(hashed.value());
        return row == null ? Parties.NONE : row.holder();
    }

    /** Returns the whole row of a token that is known by its hash, its own key first; empty if that is not known. */
    public List<CustodyKey> of(Credential hashed) {
        CustodyKey own = keys.of(hashed);
        Row row = rows.getIfPresent(hashed.value());
        if (row != null && row.whole()) {
            return Stream.concat(
                            Stream.of(own),
                            row.hashes()
                                    .filter(hash -> !hash.equals(hashed.value()))
                                    .map(hash -> keys.ofHash(hashed.kind(), hash)))
                    .toList();
        }
        LocalCustodyCache.Memory memory = localCache.of(own);
        CustodyKey companion = memory == null ? null : memory.companion();
        return companion == null ? List.of() : List.of(own, companion);
    }
}
