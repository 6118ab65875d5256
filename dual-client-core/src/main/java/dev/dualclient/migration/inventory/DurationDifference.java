package dev.dualclient.migration.inventory;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A token that lives for another time at the primary than at the secondary. Immutable.
 *
 * @param clientId the client
 * @param kind which of its tokens
 * @param scope the scope that the token has, {@code null} for a scope that says nothing about it
 * @param secondary how long it lives at the secondary, {@code null} if nothing says it
 * @param primary how long it lives at the primary, {@code null} if nothing says it
 * @param setAlike whether all settings that decide it are the same, so that the rules of the versions make the difference
 */
public record DurationDifference(
        String clientId,
        TokenLife kind,
        @Nullable String scope,
        @Nullable Duration secondary,
        @Nullable Duration primary,
        boolean setAlike) {}
