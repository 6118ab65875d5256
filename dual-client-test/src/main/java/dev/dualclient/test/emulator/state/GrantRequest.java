package dev.dualclient.test.emulator.state;

import org.jspecify.annotations.Nullable;

/**
 * What a request wants of a grant (Grant Management for OAuth 2.0 section 5).
 *
 * @param action {@code CREATE}, {@code REPLACE} or {@code MERGE}
 * @param grantId the grant, {@code null} for a new one
 */
public record GrantRequest(String action, @Nullable String grantId) {}
