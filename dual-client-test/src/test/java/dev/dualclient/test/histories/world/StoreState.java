package dev.dualclient.test.histories.world;

import java.util.Locale;

/** How the custody store is. */
public enum StoreState {
    UP,
    DOWN,
    /** It does what it is asked to, and nobody hears of it. */
    LOSES_ANSWERS;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
