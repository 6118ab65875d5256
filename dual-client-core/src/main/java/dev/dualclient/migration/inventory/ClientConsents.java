package dev.dualclient.migration.inventory;

/**
 * How the consents of users to one client stand at both backends. Each user whose tokens a list shows is counted once.
 * Immutable.
 *
 * @param clientId the client's id at the backend that lists its tokens
 * @param missingAtPrimary whether the primary does not know the client, so that it cannot hold a consent to it
 * @param equal of how many users both backends hold a consent to the same scopes
 * @param onlyAtSecondary of how many users the secondary alone holds a consent
 * @param onlyAtPrimary of how many users the primary alone holds a consent
 * @param different of how many users both hold a consent, to different scopes
 * @param neither of how many users neither holds a consent, although they have tokens
 * @param unknown of how many users a backend did not say it
 */
public record ClientConsents(
        String clientId,
        boolean missingAtPrimary,
        int equal,
        int onlyAtSecondary,
        int onlyAtPrimary,
        int different,
        int neither,
        int unknown) {}
