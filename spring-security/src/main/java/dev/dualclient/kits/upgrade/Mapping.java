package dev.dualclient.kits.upgrade;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@link LegacyTokenMapper} says of a token. */
public sealed interface Mapping {

    /** It is no legacy token; the request passes unchanged. */
    record NotMine() implements Mapping {}

    /** It is forged, expired or revoked; the request is refused. */
    record Invalid() implements Mapping {}

    /** It is valid, and nobody knows for whom a new token should be. */
    record Unmapped() implements Mapping {}

    /**
     * It is valid, and the new token is for this subject.
     *
     * @param subject claim {@code sub} of the new token
     * @param scopes scopes of the new token; {@code null} counts as none
     * @param claims further claims; none that the minter sets itself, such as {@code iss}; {@code null} counts as none
     * @param expires when the legacy token expires, {@code null} if it does not say
     */
    record Mapped(
            String subject,
            Set<String> scopes,
            Map<String, Object> claims,
            @Nullable Instant expires) implements Mapping {

        /** Copies scopes and claims. */
        public Mapped {
            Objects.requireNonNull(subject);
            scopes = scopes == null ? Set.of() : Set.copyOf(scopes);
            claims = claims == null ? Map.of() : Map.copyOf(claims);
        }
    }
}
