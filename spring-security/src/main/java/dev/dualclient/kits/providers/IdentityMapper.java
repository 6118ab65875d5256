package dev.dualclient.kits.providers;

import org.jspecify.annotations.Nullable;

/**
 * Says who a user is for the services behind, where two providers name one person differently, or two persons alike. A
 * bean of this type is used with {@code dual-client.kits.providers.identity-header.from: mapped}. Thread-safe.
 */
@FunctionalInterface
public interface IdentityMapper {

    /**
     * Returns the user's name for the services behind.
     *
     * @return {@code null} if there is no such user, whose token is then refused
     */
    @Nullable
    String map(ProviderPrincipal principal);
}
