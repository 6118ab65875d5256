package dev.dualclient.migration.readiness;

/** What has to hold before the secondary can be switched off. */
public enum Check {
    /** No grant begins at the secondary any more. */
    Q1("no birth", false),
    /** Nobody writes at the secondary past Dual Client. */
    Q2("no stranger", false),
    /** The primary can serve every living token that the secondary lists. */
    Q3("covered", false),
    /** Codes, tickets and other one-time credentials of the secondary have expired. */
    Q4("one-time", false),
    /** The outbox has nothing that a backend has still to do. */
    Q5("pending rows", false),
    /** No use at the secondary is without an answer. */
    Q6("doubts", false),
    /** The primary has the clients. */
    Q7("clients", false),
    /** The primary publishes the keys with which the secondary has signed. */
    Q8("keys", false),
    /** The token migrator has finished. */
    Q9("copying", false),
    /** The store and all nodes have been watched all the time. */
    Q10("watched", true),
    /** The lists of both backends are complete, and the clocks agree. */
    Q11("seen", true),
    /** The secondary has answered no call for a while. */
    Q12("quiet", false),
    /** The backends have not been seen to disagree. */
    Q13("agreement", false),
    /** The secondary lists rows whose access token has expired. */
    Q14("lists", true);

    private final String title;
    private final boolean evidence;

    Check(String title, boolean evidence) {
        this.title = title;
        this.evidence = evidence;
    }

    /** Returns what is checked, in one or two words. */
    public String title() {
        return title;
    }

    /** Whether it is about the evidence itself: where it does not hold, nothing can be said. */
    boolean isOfEvidence() {
        return evidence;
    }
}
