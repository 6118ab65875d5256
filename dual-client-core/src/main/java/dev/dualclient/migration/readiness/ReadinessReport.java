package dev.dualclient.migration.readiness;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the secondary can be switched off, by which evidence, and if not, what stands in the way and by when it clears.
 * Immutable, and free of secrets.
 *
 * @param verdict the answer
 * @param at when it was given
 * @param since since when nothing begins at the secondary on any node, {@code null} if something still may
 * @param findings what came of every check
 * @param clients the clients because of which the secondary is still needed, the worst first, 20 at most
 * @param moreClients how many more there are
 * @param bound by when everything that fails clears by itself at the latest; {@code null} if something does not, or
 *     nothing fails
 * @param estimate when the tokens that only the secondary has will likely be gone, {@code null} if that cannot be said
 * @param stalledSince since when these tokens have not become fewer, {@code null} if they have
 * @param lastScan when the lists were last read, {@code null} if never
 * @param postCheck what was found after primary-only was entered, {@code null} if it was not, or not yet
 * @param remaining how many rows only the secondary had at the scans of the last 24 hours, the oldest first, 237 at most
 */
public record ReadinessReport(
        Verdict verdict,
        Instant at,
        @Nullable Instant since,
        List<Finding> findings,
        List<ClientBlocker> clients,
        int moreClients,
        @Nullable Instant bound,
        @Nullable Estimate estimate,
        @Nullable Instant stalledSince,
        @Nullable Instant lastScan,
        @Nullable PostCheck postCheck,
        List<Remaining> remaining) {

    /** What every verdict is relative to. */
    public static final String RELATIVE_TO =
            "This is said of all credentials that the secondary lists, and of all calls"
                    + " through Dual Client. Tokens that its list hides, and callers that only read at the secondary directly, are"
                    + " outside.";

    /** Copies the lists. */
    public ReadinessReport {
        findings = List.copyOf(findings);
        clients = List.copyOf(clients);
        remaining = List.copyOf(remaining);
    }

    /**
     * What a scan of all token lists has found.
     *
     * @param at when it ended
     * @param rows how many living rows only the secondary had; too few where {@code unread} is not 0
     * @param unread of how many clients a list could not be read whole
     */
    public record Remaining(Instant at, long rows, long unread) {}

    /**
     * What was found after primary-only was entered.
     *
     * @param at when it was looked
     * @param renewed how many calls wrote at the secondary after the evidence of the verdict, and before all nodes followed
     */
    public record PostCheck(Instant at, long renewed) {

        /** Returns what that means, in words. */
        public String words() {
            return renewed == 0
                    ? "nothing was renewed at the secondary while the nodes changed to primary-only"
                    : renewed + (renewed == 1 ? " line was" : " lines were")
                            + " renewed at the secondary while the nodes changed to primary-only: step back within 10"
                            + " minutes, or " + renewed + (renewed == 1 ? " user logs" : " users log") + " in again";
        }
    }

    static Verdict verdict(List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.verdict() == Verdict.CANNOT_SAY)) {
            return Verdict.CANNOT_SAY;
        }
        return findings.stream().allMatch(Finding::isFine) ? Verdict.SAFE : Verdict.NOT_YET;
    }

    /** The latest of the dates by which the failing checks clear; none if one of them has none. */
    static @Nullable Instant bound(List<Finding> findings) {
        List<Finding> failing =
                findings.stream().filter(finding -> !finding.isFine()).toList();
        if (failing.isEmpty() || failing.stream().anyMatch(finding -> finding.clearsBy() == null)) {
            return null;
        }
        Optional<Instant> latest = failing.stream()
                .map(finding -> Objects.requireNonNull(finding.clearsBy()))
                .max(Instant::compareTo);
        return latest.orElse(null);
    }

    /** Returns what came of one check. */
    public Finding finding(Check check) {
        return findings.stream()
                .filter(finding -> finding.check() == check)
                .findFirst()
                .orElseThrow();
    }

    /** Returns what fails, each as a sentence without a full stop that begins with the check. */
    public List<String> objections() {
        return findings.stream()
                .filter(finding -> !finding.isFine())
                .map(finding -> finding.check() + " " + finding.check().title() + ": " + finding.text())
                .toList();
    }
}
