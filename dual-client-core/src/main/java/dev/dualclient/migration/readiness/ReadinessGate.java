package dev.dualclient.migration.readiness;

import dev.dualclient.custody.CustodyKey;
import dev.dualclient.migration.DoubtfulClients;
import dev.dualclient.migration.StageGate;
import dev.dualclient.migration.StagePolicy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Lets the stage become primary-only if the secondary can be switched off, and drain if the primary has the secrets of the
 * clients that log in. Thread-safe.
 */
public final class ReadinessGate implements StageGate {

    /** What was asked before lists were read: nothing pending, quiet for a day, nothing killed within the lag. */
    private static final Set<Check> WITHOUT_LISTS = EnumSet.of(Check.Q5, Check.Q12, Check.Q9);

    private final Readiness readiness;
    private final DoubtfulClients doubtful;

    /** Creates a gate. */
    public ReadinessGate(Readiness readiness, DoubtfulClients doubtful) {
        this.readiness = readiness;
        this.doubtful = doubtful;
    }

    @Override
    public List<String> objections(StagePolicy before, StagePolicy next) {
        List<String> objections = new ArrayList<>();
        if (next.leavesSecondaryAloneUnlike(before)) {
            objections.addAll(objections(next.leavesSecondaryAloneForOthersUnlike(before)));
        }
        int doubts = doubts(before, next).size();
        if (doubts > 0) {
            objections.add("the secret at the primary is another one, or not known to be the same, of " + doubts
                    + (doubts == 1 ? " client that has" : " clients that have")
                    + " begun a login at the secondary within a day");
        }
        return objections;
    }

    /** Of single clients, or where lists are not read, less can be asked. */
    private List<String> objections(boolean all) {
        ReadinessReport report = readiness.report();
        if (all && readiness.scans()) {
            return report.objections();
        }
        return report.findings().stream()
                .filter(finding -> WITHOUT_LISTS.contains(finding.check()) && !finding.isFine())
                .map(finding -> finding.check() + " " + finding.check().title() + ": " + finding.text())
                .toList();
    }

    @Override
    public void entered(StagePolicy before, StagePolicy next) {
        if (next.leavesSecondaryAloneForOthersUnlike(before)) {
            readiness.enteringPrimaryOnly();
        }
    }

    /** The clients that would have to begin at the primary from then on, and whose secret it may refuse. */
    private Set<CustodyKey> doubts(StagePolicy before, StagePolicy next) {
        Set<String> named = next.drainedUnlike(before);
        boolean others = next.drainsOthersUnlike(before);
        if (named.isEmpty() && !others) {
            return Set.of();
        }
        Set<CustodyKey> doubts = doubtful.ofAllNodes();
        if (others) {
            doubts.removeAll(doubtful.keys(next.notDrained()));
        } else {
            doubts.retainAll(doubtful.keys(named));
        }
        return doubts;
    }
}
