package dev.dualclient.migration.carryover;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CarriedRow;
import dev.dualclient.custody.Custody;
import dev.dualclient.custody.Notes;
import dev.dualclient.migration.carryover.CarryOverState.SelfTestState;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Carries a row of a test client over, at the backends directly, and finds out whether they behave as carry-over needs it.
 * What it makes lives for five minutes at most, and is ended at once. The result is kept in the store, for all nodes.
 * Thread-safe.
 */
final class SelfTest {

    private static final String NOTE = "carry-over-self-test";
    private static final Duration BUDGET = Duration.ofSeconds(5);
    private static final long LIFE = 300;

    private final Backends backends;
    private final Notes notes;
    private final Time time;
    private volatile SelfTestState state = SelfTestState.NOT_RUN;

    SelfTest(Backends backends, Custody custody, Time time) {
        this.backends = backends;
        this.notes = custody.notes();
        this.time = time;
    }

    /** Looks what the store says; to be called every second. */
    void follow() {
        String note = notes.read(NOTE);
        if (note == null) {
            state = SelfTestState.NOT_RUN;
        } else {
            boolean passed = JsonMapper.shared().readTree(note).path("passed").asBoolean(false);
            state = passed ? SelfTestState.PASSED : SelfTestState.FAILED;
        }
    }

    /** Returns what is known, as the store had it a second ago. */
    SelfTestState state() {
        return state;
    }

    /**
     * Runs the test.
     *
     * @param client the id of a test client that both backends have
     * @param subject a test user
     */
    SelfTestReport run(String client, String subject) {
        List<SelfTestReport.Check> checks = new ArrayList<>();
        List<String> made = new ArrayList<>();
        try {
            checks(client, subject, checks, made);
        } finally {
            for (String token : made) { // by value, so that it ends even where a hash does not name it
                for (Side side : Side.values()) {
                    backends.ask(side, TokenRequests.revocation(token), BUDGET);
                }
            }
        }
        SelfTestReport report = new SelfTestReport(time.now(), checks);
        note(report);
        return report;
    }

    private void checks(String client, String subject, List<SelfTestReport.Check> checks, List<String> made) {
        JsonNode other = created(Side.PRIMARY, client, subject, checks, "create-at-primary", made);
        JsonNode original = created(Side.SECONDARY, client, subject, checks, "create-at-secondary", made);
        if (other == null || original == null) {
            return;
        }
        JsonNode shown = introspected(Side.SECONDARY, text(original, "accessToken"));
        Candidate candidate = new Candidate(
                text(original, "accessToken"),
                text(original, "refreshToken"),
                time.now().plusSeconds(LIFE).toEpochMilli(),
                false,
                true,
                false,
                client,
                false);
        if (shown == null || candidate.refresh() == null) {
            checks.add(
                    new SelfTestReport.Check("read", false, "the secondary does not show the token that it created"));
            return;
        }
        copy(candidate, new Original(shown), text(other, "accessToken"), checks);
    }

    private void copy(Candidate candidate, Original original, String other, List<SelfTestReport.Check> checks) {
        long now = time.now().toEpochMilli();
        ApiCall creation = TokenRequests.creation(candidate, original, now);
        Attempt created = backends.ask(Side.PRIMARY, creation, BUDGET);
        boolean done = created.outcome() == Outcome.ACCEPTED;
        check(checks, "preset-values", done, "the primary did not create a token with given values");
        if (!done) {
            return;
        }
        JsonNode copy = introspected(Side.PRIMARY, candidate.access());
        List<String> differences = copy == null ? List.of("active") : CopyCheck.differences(original.json(), copy);
        JsonNode answer = json(created);
        boolean durations = answer != null
                && answer.path("expiresIn").isNumber()
                && CopyCheck.isAsLong(answer, TokenRequests.seconds(original.expiresAt(), now));
        check(checks, "durations", durations, "the primary does not give a token the life that is asked for");
        check(checks, "fields", differences.isEmpty(), "the copy differs in " + differences);

        Attempt again = backends.ask(Side.PRIMARY, creation, BUDGET);
        check(checks, "once", isInUse(again), "the primary created the same values a second time");
        check(
                checks,
                "single-token",
                introspected(Side.PRIMARY, other) != null,
                "a creation at the primary ended another token of the user");

        CarriedRow row = candidate.row(original);
        check(checks, "list-hash", isListed(row), "the token list does not name the copy by the hashes of its tokens");
        backends.ask(Side.PRIMARY, TokenRequests.revocation(Objects.requireNonNull(row.access())), BUDGET);
        check(
                checks,
                "revoke-by-hash",
                introspected(Side.PRIMARY, candidate.access()) == null,
                "the primary did not end a token by its hash");
    }

    private @Nullable JsonNode created(
            Side side,
            String client,
            String subject,
            List<SelfTestReport.Check> checks,
            String name,
            List<String> made) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("grantType", "AUTHORIZATION_CODE");
        body.put("clientId", Long.parseLong(client));
        body.put("subject", subject);
        body.put("accessTokenDuration", LIFE);
        body.put("refreshTokenDuration", LIFE);
        Attempt attempt = backends.ask(side, TokenRequests.call("auth-token-create", body), BUDGET);
        JsonNode json = json(attempt);
        boolean done = attempt.outcome() == Outcome.ACCEPTED && json != null;
        check(
                checks,
                name,
                done,
                "no token could be created: " + attempt.reason().words());
        if (!done || json == null) {
            return null;
        }
        made.add(text(json, "accessToken"));
        return json;
    }

    private @Nullable JsonNode introspected(Side side, String token) {
        Attempt attempt = backends.ask(side, TokenRequests.introspection(token), BUDGET);
        return attempt.outcome() == Outcome.ACCEPTED ? json(attempt) : null;
    }

    private boolean isListed(CarriedRow row) {
        ListedRow listed = ListedRow.find(Side.PRIMARY, row, backends, BUDGET);
        return listed != null && listed.isWhole(row);
    }

    private static boolean isInUse(Attempt attempt) {
        ApiResponse answer = attempt.answer();
        String code = answer == null ? null : answer.value("/resultCode");
        return code != null && code.startsWith("A14420");
    }

    private static void check(List<SelfTestReport.Check> checks, String name, boolean passed, String problem) {
        checks.add(new SelfTestReport.Check(name, passed, passed ? "" : problem));
    }

    private void note(SelfTestReport report) {
        String text = JsonMapper.shared()
                .writeValueAsString(
                        Map.of("passed", report.passed(), "at", report.at().toString()));
        String before = notes.read(NOTE);
        while (!notes.write(NOTE, before, text)) {
            before = notes.read(NOTE);
        }
        follow();
    }

    private static @Nullable JsonNode json(Attempt attempt) {
        ApiResponse answer = attempt.answer();
        return answer == null ? null : answer.json();
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asString("");
    }
}
