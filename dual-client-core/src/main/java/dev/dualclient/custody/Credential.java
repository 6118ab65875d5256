package dev.dualclient.custody;

import dev.dualclient.operation.CredentialKind;

/**
 * A credential as it stands in a call or an answer. Immutable. Its {@code toString} tells the kind and nothing else.
 *
 * @param kind what it is
 * @param value the secret value, which is never stored
 */
public record Credential(CredentialKind kind, String value) {

    @Override
    public String toString() {
        return kind.name();
    }
}
