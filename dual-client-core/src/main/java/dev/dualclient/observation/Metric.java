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
            "Requests to a backend, by what they are for",
            Tag.OPERATION,
            Tag.BACKEND,
            Tag.PURPOSE,
            Tag.OUTCOME,
            Tag.REASON),
    FALLBACKS(
            "dualclient.fallbacks",
            Type.COUNTER,
            "Calls that went on to another backend, by what the first one had said",
            Tag.OPERATION,
            Tag.FALLEN_BACK_FROM,
            Tag.REASON),
    HEDGES(
            "dualclient.hedges",
            Type.COUNTER,
            "Reads whose first backend was silent for so long that the second was to be asked before its turn",
            Tag.HEDGE),
    LOSSES(
            "dualclient.losses",
            Type.COUNTER,
            "Uses of a credential that got no answer and count as done: at worst somebody logs in again",
            Tag.CREDENTIAL),
    KILLS("dualclient.kills", Type.COUNTER, "Revocations, deletions and the like that were asked for", Tag.RESULT),
    SHADOW(
            "dualclient.shadow",
            Type.COUNTER,
            "Reads that were repeated at the primary in stage shadow, by what came of it",
            Tag.COMPARISON),
    STAGE(
            "dualclient.stage",
            Type.GAUGE,
            "1 for the stage that holds for those of whom nothing else is said, 0 for the others",
            Tag.STAGE),
    MAINTENANCE("dualclient.maintenance", Type.GAUGE, "1 while creates, consumes and updates are refused, else 0"),
    CIRCUIT(
            "dualclient.circuit",
            Type.GAUGE,
            "1 for the state of a backend's circuit breaker, 0 for the others",
            Tag.BACKEND,
            Tag.CIRCUIT),
    PLACES("dualclient.places.free", Type.GAUGE, "How many more calls of a backend may be under way", Tag.BACKEND),
    CONNECTIONS("dualclient.connections", Type.GAUGE, "Connections to a backend", Tag.BACKEND, Tag.CONNECTIONS),
    CREDENTIALS_REJECTED(
            "dualclient.credentials.rejected",
            Type.GAUGE,
            "How many of Dual Client's own API credentials a backend rejects: 0 where all is well",
            Tag.BACKEND),
    REACHED("dualclient.backend.reached", Type.GAUGE, "1 if a backend has ever answered, else 0", Tag.BACKEND),
    OUTBOX_ROWS(
            "dualclient.outbox.rows",
            Type.GAUGE,
            "Rows of the outbox that a backend has not acknowledged; 10,000 stands for more",
            Tag.BACKEND,
            Tag.BLOCKING),
    OUTBOX_AGE(
            "dualclient.outbox.age",
            Type.GAUGE_OF_SECONDS,
            "How long the oldest row has been owed that stands in the way of something; 0 if there is none",
            Tag.BACKEND),
    OUTBOX_DELIVERED(
            "dualclient.outbox.delivered",
            Type.COUNTER,
            "Rows that this process delivered after the call that had made them",
            Tag.BACKEND),
    OUTBOX_FAILED("dualclient.outbox.failed", Type.COUNTER, "Tries of this process that failed", Tag.BACKEND),
    OUTBOX_DISCARDED("dualclient.outbox.discarded", Type.COUNTER, "Rows that were given up here", Tag.BACKEND),
    STORE("dualclient.custody.store", Type.GAUGE, "1 for the state of the custody store, 0 for the others", Tag.STORE),
    ENTRIES("dualclient.custody.entries", Type.GAUGE, "How much custody holds", Tag.ENTRIES),
    CLIENTS("dualclient.clients", Type.GAUGE, "Clients of note since the start; the actuator names them", Tag.CLIENTS);

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
        ANSWERED_BY("backend", "whose answer counted: `primary`, `secondary`, `both` for a merged one, `none`"),
        FALLEN_BACK_FROM("backend", "who was asked first: `primary` or `secondary`"),
        OUTCOME("outcome", "`accepted`, `refused`, `unrecognized`, `unavailable`, `indeterminate`"),
        REASON("reason", "the outcome in more detail: `unknown-client`, `circuit-open` …"),
        CREDENTIAL("credential", "kind of the credential: `ticket`, `refresh-token` …"),
        RESULT(
                "result",
                "`everywhere`: all backends have done it; `owed`: done, and the rest is in the outbox; `refused`;"
                        + " `unavailable`: the caller was told to try again"),
        HEDGE(
                "result",
                "`needed`: the second was asked, and its turn came; `in-vain`: it was asked, and the first one's answer was"
                        + " enough; `out-of-budget`: it was not asked"),
        PURPOSE(
                "purpose",
                "`call`: the call of somebody, as it came; `look-up`: what a call needs to know first; `delivery`: of the"
                        + " outbox; `scan`: the reading of a list from end to end"),
        COMPARISON("result", "`same`, `different-fields`, `different-outcome`, `no-answer`, `dropped`"),
        CIRCUIT("state", "`closed`, `open`, `half-open`"),
        CONNECTIONS("state", "`leased`, `idle`, `max`"),
        BLOCKING(
                "blocking",
                "`true` for those that stand in the way of what they name, `false` for repeats and for what is left of a kill of many"),
        STORE("state", "`up`, `down`, `lost`"),
        ENTRIES(
                "kind",
                "`hint`, `remembered` and `alarm` in this process; `stored` in the store, where it is the memory of"
                        + " this process"),
        CLIENTS(
                "kind",
                "`dependent`: the secondary answers for them; `secret-differs`: the primary refuses a secret that the"
                        + " secondary accepts");

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
