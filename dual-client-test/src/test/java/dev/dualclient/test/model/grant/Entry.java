package dev.dualclient.test.model.grant;

import org.jspecify.annotations.Nullable;

/**
 * What custody knows of a token.
 *
 * @param level how firm it is
 * @param side the backend, meaningless where nothing is known
 * @param met whether a second request has met the claim, which makes it final
 * @param successor the number of the refresh token that replaced this one, 0 if that is not known
 * @param kill whether its end was asked for
 */
record Entry(Level level, @Nullable Side side, boolean met, int successor, Kill kill) {

    static final Entry NONE = new Entry(Level.NONE, null, false, 0, Kill.NONE);

    /** From least to most firm. */
    enum Level {
        NONE,
        SEEN,
        CLAIMED,
        SPENT
    }

    /** Whether a kill is written ahead, or sure. */
    enum Kill {
        NONE,
        OPEN,
        SURE
    }

    boolean isTaken() {
        return level.compareTo(Level.CLAIMED) >= 0;
    }

    boolean isTakenBy(Side backend) {
        return isTaken() && side == backend;
    }

    Entry at(Level newLevel, Side backend) {
        return new Entry(newLevel, backend, false, successor, kill);
    }

    Entry metBySecond() {
        return new Entry(level, side, true, successor, kill);
    }

    Entry withdrawn() {
        return new Entry(Level.NONE, null, false, 0, kill);
    }

    /** The first backend and the first successor stand. */
    Entry spent(Side backend, int next) {
        Side first = isTaken() ? side : backend;
        int replacedBy = successor == 0 && first == backend ? next : successor;
        return new Entry(Level.SPENT, first, false, replacedBy, kill);
    }

    Entry killed(Kill by) {
        return new Entry(level, side, met, successor, kill.compareTo(by) < 0 ? by : kill);
    }
}
