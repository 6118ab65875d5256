package dev.dualclient.migration.inventory;

/** How the secrets of a client at both backends compare. They are compared in memory and forgotten. */
public enum SecretComparison {
    /** Both backends show the same secret. */
    EQUAL,
    /** Both backends show one, and they differ. */
    DIFFERENT,
    /** A backend does not show it. */
    HIDDEN,
    /** The client does not authenticate by a secret, or one backend does not hold the client. */
    NONE
}
