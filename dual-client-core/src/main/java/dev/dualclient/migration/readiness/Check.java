package dev.dualclient.migration.readiness;

/** What has to hold before the secondary can be switched off. */
public enum Check {
    /** No grant begins at the secondary any more. */
    Q1("no new grants", false),
    /** Nobody writes at the secondary past Dual Client. */
    Q2("no other writers", false),
    /** The primary can serve every living token that the secondary lists. */
    Q3("token copies", false),
    /** Codes, tickets and other one-time credentials of the secondary have expired. */
    Q4("codes and tickets", false),
    /** The outbox has nothing that a backend has still to do. */
    Q5("outbox", false),
    /** No use at the secondary is without an answer. */
    Q6("unanswered uses", false),
    /** The primary has the clients. */
    Q7("clients", false),
    /** The primary publishes the keys with which the secondary has signed. */
    Q8("signing keys", false),
    /** The token migrator has finished. */
    Q9("token migrator", false),
    /** The store and all nodes have been watched all the time. */
    Q10("nodes and store", true),
    /** The lists of both backends are complete, and the clocks agree. */
    Q11("token lists", true),
    /** The secondary has answered no call for a while. */
    Q12("no calls", false),
    /** The backends have not been seen to disagree. */
    Q13("equal answers", false),
    /** The secondary lists rows whose access token has expired. */
    Q14("expired rows", true);

    private final String title;
    private final boolean evidence;

    Check(String title, boolean evidence) {
        this.title = title;
        this.evidence = evidence;
    }

    /** Returns what is checked, in a few words. */
    public String title() {
        return title;
    }

    /** Whether it is about the evidence itself: where it does not hold, nothing can be said. */
    boolean isOfEvidence() {
        return evidence;
    }
}
