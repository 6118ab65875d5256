package dev.dualclient.authlete;

/** The libraries that a setting needs, which may be missing. */
final class Libraries {

    private Libraries() {}

    /**
     * Checks that an optional library is there.
     *
     * @param type one of its classes
     * @param need what needs it, the beginning of the message
     * @param coordinates what to write into the build
     * @throws IllegalArgumentException if it is missing
     */
    static void require(String type, String need, String coordinates) {
        try {
            Class.forName(type, false, Libraries.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalArgumentException(
                    need + " a library that is missing: write a dependency on " + coordinates, missing);
        }
    }
}
