package dev.dualclient.migration.preflight;

import dev.dualclient.call.Reason;
import dev.dualclient.migration.direct.BackendFacts;
import dev.dualclient.migration.report.CheckResult;
import dev.dualclient.migration.report.Rendering;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether each backend is the right one, takes our credentials, and can be asked what a migration asks it. Stateless. */
final class BackendChecks {

    private static final Duration WARN_CLOCK = Duration.ofSeconds(5);
    private static final Duration FAIL_CLOCK = Duration.ofSeconds(60);
    private static final String NOT_REACHED = "make the backend reachable, and run the preflight again";

    private BackendChecks() {}

    static List<CheckResult> of(Observed seen) {
        return List.of(
                credentials(seen.primary()),
                credentials(seen.secondary()),
                owner(seen.secondary()),
                view(seen),
                version(seen, Side.PRIMARY),
                version(seen, Side.SECONDARY),
                region(seen),
                clock(seen),
                lists(seen),
                rate(seen));
    }

    static String name(Side side) {
        return side == Side.PRIMARY ? "primary" : "secondary";
    }

    private static CheckResult credentials(BackendFacts facts) {
        String id = "credentials." + name(facts.side());
        if (facts.isAuthorized()) {
            return CheckResult.ok(id, "the " + name(facts.side()) + " takes the API credentials");
        } else if (facts.keys().reason() == Reason.API_CREDENTIALS_REJECTED) {
            return CheckResult.fail(
                    id,
                    facts.keys().description(),
                    facts.side() == Side.PRIMARY
                            ? "correct dual-client.primary.access-token and service-id"
                            : "correct dual-client.secondary.api-key and api-secret");
        }
        return CheckResult.unknown(id, facts.keys().description(), NOT_REACHED);
    }

    private static CheckResult owner(BackendFacts secondary) {
        String id = "credentials.owner";
        if (secondary.hasSettings()) {
            return CheckResult.ok(id, "the settings of the service at 2.3 can be read");
        }
        return secondary.isAuthorized()
                ? CheckResult.warn(
                        id,
                        "the settings of the service at 2.3 cannot be read: "
                                + secondary.settings().description(),
                        "set dual-client.secondary.owner-api-key and owner-api-secret; without them settings are"
                                + " compared by discovery only")
                : CheckResult.unknown(id, secondary.settings().description(), NOT_REACHED);
    }

    private static CheckResult view(Observed seen) {
        String id = "credentials.view";
        BackendFacts primary = seen.primary();
        if (!primary.isAuthorized() || seen.inventory() == null) {
            return CheckResult.unknown(id, "the clients of 3.0 could not be read", NOT_REACHED);
        }
        Integer counted = primary.clientCount();
        if (counted == null) {
            return CheckResult.warn(
                    id,
                    "3.0 does not tell how many clients the service has, so some may be hidden from the access token",
                    "use an access token that may read the whole service");
        }
        int listed = seen.inventory().primary().after();
        return listed < counted
                ? CheckResult.warn(
                        id,
                        "the access token of 3.0 may view " + listed + " of " + counted + " clients",
                        "use an access token that may view all clients")
                : CheckResult.ok(id, "the access token of 3.0 may view all " + counted + " clients");
    }

    private static CheckResult version(Observed seen, Side side) {
        String id = "version." + name(side);
        String expected = side == Side.PRIMARY ? "3." : "2.";
        BackendFacts facts = seen.facts(side);
        String told = facts.version();
        if (isSwapped(seen)) {
            return CheckResult.fail(
                    id,
                    told == null ? "it answers as the other version does" : "it is " + told,
                    "the base URLs are swapped: write that of 3.0 below dual-client.primary and that of 2.3 below"
                            + " dual-client.secondary");
        } else if (told == null) {
            return CheckResult.unknown(
                    id, "it does not tell its version: " + facts.information().description(), NOT_REACHED);
        } else if (!told.startsWith(expected)) {
            return CheckResult.fail(
                    id, "it is " + told, "write the base URL of Authlete " + expected + "x; no other version is known");
        }
        String tested = side == Side.PRIMARY ? "3.0" : "2.3";
        return told.startsWith(tested)
                ? CheckResult.ok(id, "it is " + told)
                : CheckResult.warn(id, "it is " + told, "Dual Client is made for Authlete " + tested);
    }

    /**
     * Either backend tells the version of the other, or does not understand how we authenticate and tells nothing. One
     * alone is enough, if the other one does not contradict.
     */
    private static boolean isSwapped(Observed seen) {
        String primary = seen.primary().version();
        String secondary = seen.secondary().version();
        boolean primaryIsOld = primary != null && primary.startsWith("2.");
        boolean secondaryIsNew = secondary != null && secondary.startsWith("3.");
        boolean primaryMayBe = primary == null || primaryIsOld;
        boolean secondaryMayBe = secondary == null || secondaryIsNew;
        return (primaryIsOld || secondaryIsNew) && primaryMayBe && secondaryMayBe;
    }

    private static CheckResult region(Observed seen) {
        String id = "region";
        Deployment primary = Deployment.of(seen.line(Side.PRIMARY).address());
        Deployment secondary = Deployment.of(seen.line(Side.SECONDARY).address());
        String evidence = "3.0 is " + primary.words() + ", 2.3 is " + secondary.words();
        if (primary.isKnown() && secondary.isKnown() && primary.hosted() != secondary.hosted()) {
            return CheckResult.warn(
                    id,
                    evidence + ": another deployment model",
                    "check with the vendor that this move is meant, and that a migrator reaches both");
        }
        boolean elsewhere = primary.region() != null
                && secondary.region() != null
                && !primary.region().equals(secondary.region());
        return elsewhere
                ? CheckResult.warn(
                        id,
                        evidence + ": another region",
                        "check that data may be kept there, and that the distance does not slow calls down")
                : CheckResult.ok(id, evidence);
    }

    private static CheckResult clock(Observed seen) {
        String id = "clock";
        Duration primary = seen.line(Side.PRIMARY).clockAhead();
        Duration secondary = seen.line(Side.SECONDARY).clockAhead();
        if (primary == null || secondary == null) {
            return CheckResult.unknown(id, "a backend has not told its time in a Date header", NOT_REACHED);
        }
        String evidence = "compared with this machine, 3.0 is " + ahead(primary) + ", and 2.3 is " + ahead(secondary);
        Duration most = List.of(
                        primary.abs(), secondary.abs(), primary.minus(secondary).abs())
                .stream()
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) < 0 ? other : one);
        String advice = "synchronise the clock that is wrong (NTP): tokens expire, and proofs are judged, by clocks";
        if (most.compareTo(FAIL_CLOCK) > 0) {
            return CheckResult.fail(id, evidence, advice);
        }
        return most.compareTo(WARN_CLOCK) > 0 ? CheckResult.warn(id, evidence, advice) : CheckResult.ok(id, evidence);
    }

    private static String ahead(Duration clock) {
        long seconds = clock.toSeconds();
        return seconds == 0 ? "on time" : Math.abs(seconds) + " s " + (seconds > 0 ? "ahead" : "behind");
    }

    private static CheckResult lists(Observed seen) {
        String id = "lists";
        String advice = "readiness cannot be told without token lists, and migrated tokens cannot be used or revoked";
        for (Side side : Side.values()) {
            BackendFacts facts = seen.facts(side);
            if (!facts.isAuthorized()) {
                return CheckResult.unknown(id, facts.tokens().description(), NOT_REACHED);
            } else if (facts.tokenCount() == null) {
                return CheckResult.warn(
                        id, "auth-token-get-list: " + facts.tokens().description(), advice);
            } else if (Boolean.FALSE.equals(facts.hashesAsExpected())
                    || seen.own().listsDiffer().contains(side)) {
                return CheckResult.warn(
                        id, "the " + name(side) + " does not list tokens by the SHA-256 of their values", advice);
            }
        }
        return CheckResult.ok(
                id,
                "3.0 lists " + seen.primary().tokenCount() + " rows, 2.3 lists "
                        + seen.secondary().tokenCount());
    }

    private static CheckResult rate(Observed seen) {
        String id = "rate";
        @Nullable Side throttling = null;
        for (Side side : Side.values()) {
            throttling = seen.line(side).throttled() > 0 ? side : throttling;
        }
        if (throttling == null) {
            return CheckResult.ok(id, "no request was throttled");
        }
        Duration wait = seen.line(throttling).longestWait();
        return CheckResult.warn(
                id,
                "the " + name(throttling) + " answered 429 and asked to wait "
                        + (wait == null ? "" : Rendering.duration(wait)),
                "lower dual-client.inventory.calls-per-second, or ask the vendor for a higher limit");
    }
}
