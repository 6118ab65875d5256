package dev.dualclient.migration.readiness;

/** How a client of the secondary stands at the primary. */
public enum ClientStanding {
    /** The same client, with the same secret if it has one. */
    SAME("the primary has the same client"),
    /** The primary knows it by its alias alone, under another client id. */
    ALIAS_PAIR(
            "the primary has it under another client id: accept it by name in readiness.accept, as alias:<client id>"),
    /** The primary does not have it. */
    MISSING("the primary does not have it: import it"),
    /** Its settings differ. */
    DIFFERENT("its settings at the primary differ: compare and repair them"),
    /** Its secret is another one. */
    SECRET_DIFFERENT("its secret at the primary is another one: repair it"),
    /** Nobody can tell whether the primary has its secret. */
    SECRET_UNKNOWN("it is not known whether the primary has its secret: wait for a token request of it, or declare"
            + " secret-migrated"),
    /** It manages itself by a registration token of the secondary (RFC 7592). */
    REGISTRATION_TOKEN(
            "its registration token lives at the secondary: accept registration-tokens in readiness.accept if it"
                    + " does not manage itself"),
    /** It could not be compared. */
    UNKNOWN("it could not be compared");

    private final String words;

    ClientStanding(String words) {
        this.words = words;
    }

    /** Returns what it means, and what to do. */
    public String words() {
        return words;
    }
}
