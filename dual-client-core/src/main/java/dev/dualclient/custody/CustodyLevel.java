package dev.dualclient.custody;

/** How firmly custody knows where a credential belongs, from least to most. */
public enum CustodyLevel {
    /** Not at all. */
    UNKNOWN,
    /** A read recognised it there: that backend is asked first. */
    HINT,
    /** That backend issued it through this process. What the primary issued exists nowhere else. */
    ISSUED,
    /** The primary recognised it: if the primary calls it unknown later, that is final. */
    SEEN,
    /** The primary recognised it and refused it: no other backend is asked. */
    REFUSED,
    /** Only that backend may consume it; a request is about to, or may have done so. */
    CLAIMED,
    /** That backend consumed it, or may have: no other backend is asked. */
    SPENT,
    /** It was killed: a backend that accepts it holds a late copy. */
    KILLED
}
