package dev.dualclient.benchmarks.store;

import dev.dualclient.benchmarks.report.Command;
import dev.dualclient.benchmarks.report.Outcome;
import dev.dualclient.benchmarks.report.Target;
import dev.dualclient.call.Time;
import dev.dualclient.custody.Claim;
import dev.dualclient.custody.Credential;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.CustodySettings;
import dev.dualclient.custody.OutboxSettings;
import dev.dualclient.custody.Parties;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Side;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Measures how much memory one million used refresh tokens take, each of which is known by what replaced it. */
public final class SpentMarks {

    private static final int MARKS = 1_000_000;
    private static final int COLLECTIONS = 3;
    private static final double MEGABYTE = 1 << 20;

    private SpentMarks() {}

    /**
     * Measures.
     *
     * @param options {@code --docs} also writes docs/performance.md
     */
    public static void main(String[] options) throws IOException {
        double megabytes = measure(MARKS);
        Target target = Target.atMost(200, "memory store: MB of one million spent marks", megabytes, "");
        String figures = String.format(Locale.ROOT, "%.0f bytes a mark.%n", megabytes * MEGABYTE / MARKS);
        new Outcome(Command.MEMORY, List.of(target), figures).tell(List.of(options));
    }

    /** Returns the megabytes that so many marks take. */
    static double measure(int marks) {
        long before = used();
        CustodySettings settings = CustodySettings.defaults().withMaxEntries(2L * marks);
        Custody custody = Custody.inMemory("service", settings, OutboxSettings.defaults(), Time.system());
        Credential token = token(0);
        for (int i = 1; i <= marks; i++) {
            Claim claim = Objects.requireNonNull(
                    custody.claims().claim(custody.row(token, null), Side.PRIMARY, Parties.NONE));
            Credential next = token(i);
            if (!custody.claims().spent(claim, List.of(next), Parties.NONE)) {
                throw new IllegalStateException("the first use of a token has to count");
            }
            token = next;
        }
        double megabytes = (used() - before) / MEGABYTE;
        if (custody.counts().stored().orElse(0) < marks) {
            throw new IllegalStateException("the store holds only " + custody.counts());
        }
        return megabytes;
    }

    private static Credential token(int number) {
        return new Credential(CredentialKind.REFRESH_TOKEN, "refresh-token-" + number);
    }

    private static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
