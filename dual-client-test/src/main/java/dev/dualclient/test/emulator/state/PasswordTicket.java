package dev.dualclient.test.emulator.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token request with a user's password that waits for the authorization server to check it.
 *
 * @param clientId the client
 * @param aliasUsed the alias by which the client called itself, {@code null} if it used its id
 * @param scopes the scopes asked for
 */
public record PasswordTicket(long clientId, @Nullable String aliasUsed, List<String> scopes) {}
