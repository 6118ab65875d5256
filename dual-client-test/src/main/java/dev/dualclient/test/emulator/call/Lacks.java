package dev.dualclient.test.emulator.call;

/** What the emulators lack is said, never faked. */
public final class Lacks {

    /** Class 2: the caller's doing. No Authlete server answers this code. */
    private static final String CODE = "A999201";

    private Lacks() {}

    /** Returns the refusal of an operation that the emulators do not have. */
    public static Refusal operation(String id) {
        return feature("the operation " + id);
    }

    /** Returns the refusal of a call that needs something that the emulators do not have. */
    public static Refusal feature(String what) {
        return Refusal.ofCall(400, CODE, "The emulator does not have " + what + ".");
    }
}
