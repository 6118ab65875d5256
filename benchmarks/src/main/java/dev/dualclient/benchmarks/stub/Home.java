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
    private static final int DIGITS = 16;
    private static final long FIRST_DIGIT = 1L << 60;

    /** Returns a token, always the same one for a number below 2^60. */
    public String token(long number) {
        return name().charAt(0) + REST_OF_A_TOKEN + Long.toHexString(FIRST_DIGIT | number);
    }

    /** Returns the token of the next number. */
    static String successor(String token) {
        int digits = token.length() - DIGITS;
        return token.substring(0, digits) + Long.toHexString(Long.parseLong(token.substring(digits), DIGITS) + 1);
    }

    boolean knows(String token) {
        return token.charAt(0) == name().charAt(0);
    }
}
