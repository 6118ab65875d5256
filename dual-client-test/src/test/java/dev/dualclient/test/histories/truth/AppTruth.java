package dev.dualclient.test.histories.truth;

import dev.dualclient.operation.Side;
import java.util.Collection;
import java.util.Set;

/** What is true of clients. Throws a {@link Violation} as soon as an answer contradicts it. */
public final class AppTruth {

    private AppTruth() {}

    /** A client is to be locked or unlocked: until that is answered, nobody knows. Returns which change of it that is. */
    public static int locks(App app) {
        app.lockUnknown();
        return app.changes();
    }

    /** A client was locked or unlocked, or was not; of two changes at once, nobody knows which came last. */
    public static void locked(App app, int change, boolean wanted, Verdict verdict) {
        if (verdict == Verdict.ACCEPTED && app.changes() == change) {
            app.lock(wanted);
        } else {
            app.lockUnknown();
        }
    }

    /** A client's secret is to be changed: until that is answered, nobody knows which it is. Returns which change it is. */
    public static int changesSecret(App app) {
        app.doubtSecret();
        return app.changes();
    }

    /** A client's secret was changed at the backends that hold it, or was not. */
    public static void secretChanged(App app, int change, String next, Verdict verdict, Set<Side> holders) {
        if (verdict == Verdict.ACCEPTED && app.changes() == change) {
            app.replaceSecret(next);
            app.knownAt(holders);
        } else {
            app.doubtSecret();
        }
    }

    /** A client is to be deleted. */
    public static void deletes(App app) {
        app.doubt();
    }

    /** A client was deleted, or was not. */
    public static void deleted(App app, Verdict verdict) {
        if (verdict == Verdict.ACCEPTED) {
            app.goes();
        }
    }

    /**
     * A client authenticated, or tried to.
     *
     * @param before how the client was when it did
     * @param formerSecret whether the secret had been replaced before it was presented
     * @param secret what it presented, which may have been replaced since
     * @param withoutStore whether a node knew only what it had seen itself: an alias may be that of an earlier client then
     */
    public static void authenticated(
            App app,
            App.State before,
            boolean formerSecret,
            String secret,
            Verdict verdict,
            Collection<Side> asked,
            boolean withoutStore) {
        if (verdict == Verdict.ACCEPTED) {
            check(!formerSecret, "replaced secret accepted", app);
            check(before != App.State.LOCKED || app.state() != App.State.LOCKED, "locked client served", app);
            check(before != App.State.GONE, "deleted client served", app);
        } else if (verdict == Verdict.REFUSED && secret.equals(app.secret())) {
            boolean usable = before == App.State.USABLE && app.state() == App.State.USABLE;
            boolean mistaken = withoutStore && app.isSuccessor();
            check(!usable || mistaken || app.knownAt(asked).isEmpty(), "valid secret refused", app);
        }
    }

    private static void check(boolean holds, String otherwise, App app) {
        if (!holds) {
            throw new Violation(otherwise, app.toString());
        }
    }
}
