package dev.dualclient.custody;

/** How firmly custody knows where a credential belongs, from least to most. */
public enum CustodyLevel {
    /** Not at all. */
    UNKNOWN,
    /** A read recognised it there: that backend is asked first. */
    HINT,
    /** That backend issued it through this process. What the primary issued exists nowhere else. */
    ISSUED,
    /** The primary recognised it: that it does not know it any more is its final word. */
    SEEN,
    /** The primary recognised it and said no: nobody else is asked. */
    REFUSED,
    /** That backend alone may consume it; a request is about to, or may have. */
    CLAIMED,
    /** That backend consumed it, or may have: nobody else is asked. */
    SPENT,
    /** It was killed: an acceptance comes from a late copy. */
    KILLED
}
