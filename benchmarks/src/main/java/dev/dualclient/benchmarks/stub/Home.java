package dev.dualclient.benchmarks.stub;

/** Who knows a token. It shows in the token's first letter, so that a stub needs no memory. */
public enum Home {
    /** The primary. */
    PRIMARY,
    /** The secondary alone. */
    SECONDARY,
    /** Nobody. */
    NOBODY;

    private static final String REST_OF_A_TOKEN = "T0Kx7q9WvYbQ2mZs5LcN8dRfHg";

    /** Returns a token, always the same one for a number. */
    public String token(long number) {
        return name().charAt(0) + REST_OF_A_TOKEN + String.format("%016x", number);
    }

    boolean knows(String token) {
        return token.charAt(0) == name().charAt(0);
    }
}
