package dev.dualclient.observation;

import java.util.List;

/** Every meter, by its name: what it counts, and by which tags. The page {@code docs/metrics.md} is generated from it. */
enum Metric {
    CALLS(
            "dualclient.calls",
            Type.TIMER,
            "Calls of the Authlete API, from the caller's side",
            Tag.OPERATION,
            Tag.STAGE,
            Tag.OUTCOME,
            Tag.ANSWERED_BY),
    ATTEMPTS(
            "dualclient.attempts",
            Type.OBSERVATION,
            "Requests to a backend, by purpose",
            Tag.OPERATION,
            Tag.BACKEND,
            Tag.PURPOSE,
            Tag.OUTCOME,
            Tag.REASON),
    FALLBACKS(
            "dualclient.fallbacks",
            Type.COUNTER,
            "Calls that fell back to the other backend, by the result of the first attempt",
            Tag.OPERATION,
            Tag.FALLEN_BACK_FROM,
            Tag.REASON),
    HEDGES("dualclient.hedges", Type.COUNTER, "Reads that reached hedge-after without an answer", Tag.HEDGE),
    LOSSES(
            "dualclient.losses",
            Type.COUNTER,
            "Uses of a credential without an answer, which count as done; the user may have to log in again",
            Tag.CREDENTIAL),
    KILLS("dualclient.kills", Type.COUNTER, "Requested kills: revocations, deletions and the like", Tag.RESULT),
    SHADOW(
            "dualclient.shadow",
            Type.COUNTER,
            "Reads repeated at the primary in stage shadow, by result",
            Tag.COMPARISON),
    STAGE("dualclient.stage", Type.GAUGE, "1 for the default stage, 0 for the others", Tag.STAGE),
    STAGE_CLIENTS(
            "dualclient.stage.clients", Type.GAUGE, "Number of clients that have a stage of their own", Tag.STAGE),
    STAGE_CANARY(
            "dualclient.stage.canary",
            Type.GAUGE,
            "Percentage of the clients that uses the stage of the canary",
            Tag.STAGE),
    MAINTENANCE("dualclient.maintenance", Type.GAUGE, "1 during maintenance, else 0"),
    CIRCUIT(
            "dualclient.circuit",
            Type.GAUGE,
            "1 for the state of a backend's circuit breaker, 0 for the others",
            Tag.BACKEND,
            Tag.CIRCUIT),
    PLACES("dualclient.places.free", Type.GAUGE, "Free places of the bulkhead of a backend", Tag.BACKEND),
    CONNECTIONS("dualclient.connections", Type.GAUGE, "Connections to a backend", Tag.BACKEND, Tag.CONNECTIONS),
    CREDENTIALS_REJECTED(
            "dualclient.credentials.rejected",
            Type.GAUGE,
            "Number of Dual Client's own API credentials that a backend rejects; 0 is normal",
            Tag.BACKEND),
    REACHED("dualclient.backend.reached", Type.GAUGE, "1 if a backend has ever answered, else 0", Tag.BACKEND),
    OUTBOX_ROWS(
            "dualclient.outbox.rows",
            Type.GAUGE,
            "Outbox rows that a backend has not acknowledged; 10,000 also means more",
            Tag.BACKEND,
            Tag.BLOCKING),
    OUTBOX_AGE(
            "dualclient.outbox.age",
            Type.GAUGE_OF_SECONDS,
            "Age of the oldest blocking outbox row; 0 if there is none",
            Tag.BACKEND),
    OUTBOX_DELIVERED(
            "dualclient.outbox.delivered",
            Type.COUNTER,
            "Outbox rows that this process delivered after the call that wrote them",
            Tag.BACKEND),
    OUTBOX_FAILED("dualclient.outbox.failed", Type.COUNTER, "Failed deliveries of this process", Tag.BACKEND),
    OUTBOX_DISCARDED("dualclient.outbox.discarded", Type.COUNTER, "Outbox rows discarded in this process", Tag.BACKEND),
    STORE("dualclient.custody.store", Type.GAUGE, "1 for the state of the custody store, 0 for the others", Tag.STORE),
    ENTRIES("dualclient.custody.entries", Type.GAUGE, "Number of custody entries", Tag.ENTRIES),
    READINESS(
            "dualclient.readiness",
            Type.GAUGE,
            "1 for the verdict on switching the secondary off, 0 for the others",
            Tag.VERDICT),
    READINESS_BLOCKERS(
            "dualclient.readiness.blockers", Type.GAUGE, "How many things fail a check; 0 if it holds", Tag.BLOCKER),
    READINESS_ETA(
            "dualclient.readiness.eta",
            Type.GAUGE_OF_SECONDS,
            "Time until everything that fails clears by itself at the latest; NaN if something does not"),
    READINESS_LIKELY(
            "dualclient.readiness.likely",
            Type.GAUGE_OF_SECONDS,
            "Estimate of the time until the secondary alone has no token; NaN without an estimate"),
    READINESS_REMAINING(
            "dualclient.readiness.remaining",
            Type.GAUGE,
            "Token rows that only the secondary had at the last scan; NaN before the first one"),
    READINESS_UNREAD(
            "dualclient.readiness.unread",
            Type.GAUGE,
            "Clients whose token list could not be read whole at the last scan; NaN before the first one"),
    READINESS_STALLED(
            "dualclient.readiness.stalled",
            Type.GAUGE,
            "1 if the tokens that only the secondary has have not become fewer for a day, else 0"),
    SCAN("dualclient.scan", Type.COUNTER, "Clients whose token list this process has read", Tag.BACKEND, Tag.SCAN),
    DEPENDENT_CLIENTS(
            "dualclient.clients.dependent",
            Type.GAUGE,
            "Clients that the secondary has answered for within the window, on all nodes; the actuator lists them",
            Tag.WINDOW),
    CARRY_OVER(
            "dualclient.carryover",
            Type.COUNTER,
            "Rows that could have been carried over, by result; 0 where carry-over is off",
            Tag.CARRY_RESULT),
    CARRY_REASONS(
            "dualclient.carryover.reasons",
            Type.COUNTER,
            "Rows that were not carried over, by reason",
            Tag.CARRY_REASON),
    CARRY_QUEUE("dualclient.carryover.queue", Type.GAUGE, "Rows that wait to be carried over"),
    CLIENTS(
            "dualclient.clients",
            Type.GAUGE,
            "Clients that need attention since the start of this process; the actuator lists them",
            Tag.CLIENTS),
    PREFLIGHT(
            "dualclient.preflight",
            Type.GAUGE,
            "1 for the result of a check in the last preflight of this process, 0 for the others",
            Tag.CHECK,
            Tag.CHECK_RESULT),
    INVENTORY_CLIENTS(
            "dualclient.inventory.clients",
            Type.GAUGE,
            "Clients in the last inventory of this process, by how both backends stand to each other about them",
            Tag.CLIENT_STATE),
    INVENTORY_APPLIED(
            "dualclient.inventory.applied",
            Type.COUNTER,
            "Steps of repairs that were applied in this process",
            Tag.REPAIR,
            Tag.REPAIR_RESULT);

    /** What a meter is. */
    enum Type {
        TIMER("timer", "_seconds_count, _seconds_sum, _seconds_max"),
        OBSERVATION("timer, and a span each", "_seconds_count, _seconds_sum, _seconds_max"),
        COUNTER("counter", "_total"),
        GAUGE("gauge", ""),
        GAUGE_OF_SECONDS("gauge, seconds", "_seconds");

        private final String words;
        private final String suffixes;

        Type(String words, String suffixes) {
            this.words = words;
            this.suffixes = suffixes;
        }

        String words() {
            return words;
        }

        /** Returns what follows its name where Prometheus reads it. */
        List<String> suffixes() {
            return List.of(suffixes.split(", "));
        }
    }

    /** What tells the series of a meter apart. Nothing of a request becomes a tag but the operation. */
    enum Tag {
        OPERATION("operation", "id of the operation, see [routing](routing.md)"),
        STAGE("stage", "`secondary-first`, `shadow`, `primary-first`, `drain`, `primary-only`"),
        BACKEND("backend", "`primary` or `secondary`"),
        ANSWERED_BY(
                "backend",
                "backend whose answer was returned: `primary`, `secondary`, `both` for a merged answer, `none`"),
        FALLEN_BACK_FROM("backend", "backend that was asked first: `primary` or `secondary`"),
        OUTCOME("outcome", "`accepted`, `refused`, `unrecognized`, `unavailable`, `indeterminate`"),
        REASON("reason", "the outcome in more detail: `unknown-client`, `circuit-open` …"),
        CREDENTIAL("credential", "kind of the credential: `ticket`, `refresh-token` …"),
        RESULT(
                "result",
                "`everywhere`: acknowledged by all backends; `pending`: done at one, pending in the outbox for the other;"
                        + " `refused`; `unavailable`: answered with 503"),
        HEDGE(
                "result",
                "`needed`: the second backend's answer was needed; `in-vain`: the first backend's answer was enough;"
                        + " `out-of-budget`: the second backend was not asked"),
        PURPOSE(
                "purpose",
                "`call`: the call itself; `look-up`: a read needed before it; `delivery`: of the outbox;"
                        + " `carry-over`: a copy to the primary, and the reads for it; `scan`: a complete"
                        + " reading of a list"),
        COMPARISON("result", "`same`, `different-fields`, `different-outcome`, `no-answer`, `dropped`"),
        CIRCUIT("state", "`closed`, `open`, `half-open`"),
        CONNECTIONS("state", "`leased`, `idle`, `max`"),
        BLOCKING(
                "blocking",
                "`true` for rows that block calls about what they name, `false` for repeats and the rest of a bulk kill"),
        STORE("state", "`up`, `down`, `lost`"),
        ENTRIES("kind", "`hint`, `remembered` and `outage` in this process; `stored` in the memory store"),
        VERDICT("verdict", "`safe`, `not-yet`, `cannot-say`"),
        BLOCKER("check", "`Q1` … `Q14`, see [Switching 2.3 off](switching-off.md#can-23-be-switched-off)"),
        SCAN("result", "`clean`: every row was seen; `unclean`: not, or the list could not be read"),
        WINDOW("window", "`1h`, `24h`, `7d`"),
        CARRY_RESULT("result", "`carried`, `not-eligible`, `dropped`, `failed`, `unanswered`, `undone`"),
        CARRY_REASON("reason", "see [Carry-over](carry-over.md)"),
        CLIENTS("kind", "`secret-differs`: the primary refuses a secret that the secondary accepts"),
        CHECK("check", "id of the check: `service.issuer` …"),
        CHECK_RESULT("result", "`ok`, `warn`, `fail`, `unknown`"),
        CLIENT_STATE(
                "state",
                "`same`, `different`, `secret-differs`, `alias-pair`, `only-at-secondary`, `only-at-primary`,"
                        + " `pending-import`, `unreadable`"),
        REPAIR("step", "`repair-secrets`, `repair-metadata`, `repair-settings`, `import-clients`, `discard-imports`"),
        REPAIR_RESULT("result", "`done`, `pending`, `already-there`, `refused`, `failed`");

        private final String key;
        private final String range;

        Tag(String key, String range) {
            this.key = key;
            this.range = range;
        }

        String key() {
            return key;
        }

        /** Returns what it can be, in words. */
        String range() {
            return range;
        }
    }

    private final String meter;
    private final Type type;
    private final String counts;
    private final List<Tag> tags;

    Metric(String meter, Type type, String counts, Tag... tags) {
        this.meter = meter;
        this.type = type;
        this.counts = counts;
        this.tags = List.of(tags);
    }

    /** Returns the name as Micrometer has it. */
    String meter() {
        return meter;
    }

    Type type() {
        return type;
    }

    /** Returns what it counts, in words. */
    String counts() {
        return counts;
    }

    List<Tag> tags() {
        return tags;
    }

    /** Returns the key of a tag. */
    String key(int tag) {
        return tags.get(tag).key();
    }
}
