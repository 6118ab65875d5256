package dev.dualclient.migration.carryover;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has to be known of a client and of the service before a row is carried over. Thread-safe. */
public interface MigrationFacts {

    /** Returns what is known of a client by its id, at most 24 hours old; {@code null} if it could not be read. */
    @Nullable
    ClientFacts client(String id);

    /** Returns what is known of the primary's service, at most 24 hours old; {@code null} if it could not be read. */
    @Nullable
    ServiceFacts primary();

    /**
     * A client, as both backends have it. Immutable.
     *
     * @param same whether its type, authentication, grant types and keys are the same at both
     * @param sameId whether it has the same id at both
     * @param locked whether it is locked at either
     * @param refreshes whether it may refresh at the primary
     * @param secretless whether it authenticates without a shared secret, or not at all
     * @param equalSecret whether both backends have shown the same secret
     * @param single whether the primary allows it one access token per subject
     * @param migrated whether the primary's own migrator is told to copy its tokens
     * @param scopes the scopes that it may ask for at the primary, {@code null} for all of the service
     */
    record ClientFacts(
            boolean same,
            boolean sameId,
            boolean locked,
            boolean refreshes,
            boolean secretless,
            boolean equalSecret,
            boolean single,
            boolean migrated,
            @Nullable Set<String> scopes) {

        /** Copies the scopes. */
        public ClientFacts {
            scopes = scopes == null ? null : Set.copyOf(scopes);
        }
    }

    /**
     * The primary's service. Immutable.
     *
     * @param scopes the scopes that it supports
     * @param jwt whether it issues access tokens that are JWTs
     * @param single whether it allows one access token per client and subject
     */
    record ServiceFacts(Set<String> scopes, boolean jwt, boolean single) {

        /** Copies the scopes. */
        public ServiceFacts {
            scopes = Set.copyOf(scopes);
        }
    }
}
