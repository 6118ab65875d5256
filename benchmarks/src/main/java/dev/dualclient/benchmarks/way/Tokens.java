package dev.dualclient.benchmarks.way;

import dev.dualclient.benchmarks.stub.Home;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** The tokens that are asked about, and who knows them. */
public enum Tokens {
    /** Known to the primary. */
    OF_PRIMARY(Home.PRIMARY, true),
    /** Known to the secondary alone, and asked about again and again. */
    OF_SECONDARY(Home.SECONDARY, true),
    /** Known to the secondary alone, each asked about once. */
    NEW_OF_SECONDARY(Home.SECONDARY, false),
    /** Known to nobody, and asked about again and again. */
    OF_NOBODY(Home.NOBODY, true),
    /** Known to nobody, each asked about once. */
    NEW_OF_NOBODY(Home.NOBODY, false);

    /** As many as there are callers: one burst of calls asks about each of them. */
    private static final int REPEATED = 64;

    private static final AtomicLong NEXT = new AtomicLong();

    private final Home home;
    private final boolean repeated;

    Tokens(Home home, boolean repeated) {
        this.home = home;
        this.repeated = repeated;
    }

    /** Returns who knows them. */
    public Home home() {
        return home;
    }

    /** Returns the token that is asked about next. */
    public String next() {
        long number = NEXT.incrementAndGet();
        return home.token(repeated ? number % REPEATED : number + REPEATED);
    }

    /** Returns what they are called in tables. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
