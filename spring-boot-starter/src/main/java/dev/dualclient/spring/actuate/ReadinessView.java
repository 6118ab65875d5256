package dev.dualclient.spring.actuate;

import dev.dualclient.migration.readiness.ClientBlocker;
import dev.dualclient.migration.readiness.Estimate;
import dev.dualclient.migration.readiness.Finding;
import dev.dualclient.migration.readiness.ReadinessReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the secondary can be switched off, as the endpoint shows it.
 *
 * @param summary the answer in one sentence
 * @param noLaterThan by when everything that fails clears by itself at the latest, {@code null} if something does not
 * @param likely an estimate, never a promise
 * @param remaining how many rows only the secondary had, by scan, over 24 hours
 */
record ReadinessView(
        String verdict,
        String summary,
        String relativeTo,
        String at,
        @Nullable String since,
        @Nullable String lastScan,
        @Nullable String noLaterThan,
        @Nullable Likely likely,
        @Nullable String stalledSince,
        @Nullable String postCheck,
        List<Line> checks,
        List<Client> clients,
        int moreClients,
        List<Remaining> remaining) {

    /** What a scan has found; {@code unread} clients have a list that could not be read whole. */
    record Remaining(String at, long rows, long unread) {

        static Remaining of(ReadinessReport.Remaining point) {
            return new Remaining(point.at().toString(), point.rows(), point.unread());
        }
    }

    record Line(
            String check,
            String title,
            String state,
            long count,
            String text,
            @Nullable String clearsBy) {

        static Line of(Finding finding) {
            return new Line(
                    finding.check().name(),
                    finding.check().title(),
                    finding.isFine() ? "ok" : Kebab.of(finding.verdict()),
                    finding.count(),
                    finding.text(),
                    ReadinessView.text(finding.clearsBy()));
        }
    }

    record Client(
            @Nullable String client,
            String key,
            String why,
            long rows,
            @Nullable String leastUsed,
            @Nullable String clearsBy) {

        static Client of(ClientBlocker blocker) {
            return new Client(
                    blocker.client(),
                    blocker.key().toString().substring(0, 8),
                    blocker.why().words(),
                    blocker.rows(),
                    blocker.leastUsed().equals(Instant.EPOCH) ? null : text(blocker.leastUsed()),
                    text(blocker.clearsBy()));
        }
    }

    record Likely(String date, String early, @Nullable String late) {

        static @Nullable Likely of(@Nullable Estimate estimate) {
            return estimate == null
                    ? null
                    : new Likely(estimate.likely().toString(), estimate.early().toString(), text(estimate.late()));
        }
    }

    static ReadinessView of(ReadinessReport report) {
        ReadinessReport.PostCheck post = report.postCheck();
        return new ReadinessView(
                Kebab.of(report.verdict()),
                summary(report),
                ReadinessReport.RELATIVE_TO,
                report.at().toString(),
                text(report.since()),
                text(report.lastScan()),
                text(report.bound()),
                Likely.of(report.estimate()),
                text(report.stalledSince()),
                post == null ? null : post.words(),
                report.findings().stream().map(Line::of).toList(),
                report.clients().stream().map(Client::of).toList(),
                report.moreClients(),
                report.remaining().stream().map(Remaining::of).toList());
    }

    private static String summary(ReadinessReport report) {
        return switch (report.verdict()) {
            case SAFE -> "2.3 can be switched off: change the stage to primary-only";
            case NOT_YET ->
                report.bound() == null
                        ? "2.3 is still needed, and something does not clear by itself: see the checks that are not ok"
                        : "2.3 is still needed; everything clears by itself by " + report.bound();
            case CANNOT_SAY -> "it cannot be said whether 2.3 is still needed: see the checks that are cannot-say";
        };
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }
}
