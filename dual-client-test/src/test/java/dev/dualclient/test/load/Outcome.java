package dev.dualclient.test.load;

/** What became of a request. */
public enum Outcome {
    /** It was answered, and rightly. */
    RIGHT,
    /** It was answered, and not as it should have been. */
    WRONG,
    /** It was not answered. */
    FAILED
}
