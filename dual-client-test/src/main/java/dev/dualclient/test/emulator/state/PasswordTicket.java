package dev.dualclient.test.emulator.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A token request with a user's password that waits for the authorization server to check it.
 *
 * @param clientId the client
 * @param aliasUsed the alias by which the client called itself, {@code null} if it used its id
 * @param scopes the scopes asked for
 * @param privileges what is asked for besides scopes
 * @param binding whose keys the tokens will be bound to
 */
public record PasswordTicket(
        long clientId, @Nullable String aliasUsed, List<String> scopes, Privileges privileges, Binding binding) {}
