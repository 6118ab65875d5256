package dev.dualclient.operation;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the answers of an operation read. An answer that says nothing of this kind is read by its HTTP status and by the
 * class of its result code alone.
 *
 * @param accepting the {@code action}s that mean "known, and done"
 * @param missing the {@code action}s that mean "not known here" whatever the result code
 * @param unknownClient result codes that mean that the client is not known here
 * @param unknownCredential result codes that mean that the ticket, token, code or the like is not known here
 * @param unauthenticated beginnings of result codes that mean that client authentication failed
 * @param refusing beginnings of result codes that mean "known, and no", after those above were ruled out
 * @param existence pointer to the flag that tells whether the credential is known, {@code null} where there is none
 * @param active whether {@code active} inside the response content tells whether the token is known (RFC 7662)
 * @param pending whether the OAuth errors {@code authorization_pending} and {@code slow_down} tell that a polled
 *     credential is known (RFC 8628 section 3.5)
 */
public record Reading(
        Set<String> accepting,
        Set<String> missing,
        Set<String> unknownClient,
        Set<String> unknownCredential,
        Set<String> unauthenticated,
        Set<String> refusing,
        @Nullable String existence,
        boolean active,
        boolean pending) {}
