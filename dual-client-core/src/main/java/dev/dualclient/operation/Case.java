package dev.dualclient.operation;

/**
 * What an operation does in one of its cases. Most operations have a single one; a few have several, told apart by one
 * field of the request ({@code grant_type}, {@code gmAction}, {@code clientLocked}).
 *
 * @param effect what it does to the backend's state
 * @param route the default route
 * @param repeatable whether a repeat leaves nothing behind that anyone could use; true for every READ
 * @param kills what it takes away, {@link Kills#NOTHING} unless the effect is KILL
 */
public record Case(Effect effect, Route route, boolean repeatable, Kills kills) {

    /** What a kill takes away. */
    public enum Kills {
        NOTHING,
        /** One token, and with it the row that holds its companion. */
        TOKEN,
        /** Tokens chosen by client, subject, or both. */
        TOKENS,
        /** A grant and every token of it. */
        GRANT,
        /** A client. */
        CLIENT,
        /** A client's right to authenticate with its former secret. */
        SECRET,
        /** A client's use, until it is unlocked. */
        LOCK,
        /** Scopes that a client may have or was given. */
        SCOPES,
        /** A service or a key of it. */
        SERVICE
    }
}
