package dev.dualclient.migration.probe;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.Outcome;
import dev.dualclient.call.Time;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.migration.probe.Laboratory.Answered;
import dev.dualclient.migration.probe.Laboratory.TestClient;
import dev.dualclient.migration.probe.ProbeAnswer.Behaviour;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The experiments at one backend, in an order in which none spoils another. Not thread-safe. */
final class Experiments {

    /** An access token that has expired when the last experiment begins. */
    private static final Duration SHORT_LIFE = Duration.ofSeconds(1);

    private static final Duration TOLERANCE = Duration.ofSeconds(30);

    private final Laboratory laboratory;
    private final @Nullable TestClient stranger;
    private final @Nullable String version;
    private final Time time;
    private final List<ProbeAnswer> answers = new ArrayList<>();

    /**
     * Creates experiments.
     *
     * @param stranger a client that owns none of the tokens, {@code null} to leave its experiment out
     * @param version the version of the backend, {@code null} if it did not tell
     */
    Experiments(Laboratory laboratory, @Nullable TestClient stranger, @Nullable String version, Time time) {
        this.laboratory = laboratory;
        this.stranger = stranger;
        this.version = version;
        this.time = time;
    }

    List<ProbeAnswer> run() {
        listsExpired(); // first, for it has to wait
        String[] pair = presetValues();
        if (pair.length == 2) {
            listHash(pair[0], pair[1]);
            refreshTokenIntrospection(pair[1]);
            tokenStatus();
            strangerRevocation(pair[0]);
        }
        refreshEndsAccessToken();
        listOrder();
        confirmation();
        singleToken();
        revokeByHash();
        if (laboratory.side() == Side.PRIMARY) {
            dryRun();
        }
        return answers;
    }

    private void tell(String id, Behaviour behaviour, String detail) {
        answers.add(new ProbeAnswer("probe." + id, laboratory.side(), behaviour, detail, version, time.now()));
    }

    private void tell(String id, boolean assumed, String yes, String no) {
        tell(id, assumed ? Behaviour.AS_ASSUMED : Behaviour.OTHERWISE, assumed ? yes : no);
    }

    private void unknown(String id, Answered answer) {
        tell(id, Behaviour.UNKNOWN, answer.attempt().description());
    }

    /** Where a subject may have one token only, the next create ends this one, and the list cannot show it. */
    private void listsExpired() {
        String id = "list-expired";
        Answered created = laboratory.create(Map.of("accessTokenDuration", SHORT_LIFE.toSeconds()));
        if (!created.is("OK")) {
            unknown(id, created);
            return;
        }
        String hash = Laboratory.hash(created.text("accessToken"));
        sleep(SHORT_LIFE.plus(SHORT_LIFE)); // the clocks tick in seconds
        boolean listed = false;
        JsonNode rows = laboratory.list(0, 100, null).path("accessTokens");
        for (JsonNode row : rows) {
            listed |= hash.equals(row.path("accessTokenHash").asString("")) || rows.size() == 1;
        }
        tell(
                id,
                listed,
                "a row whose access token has expired is listed as long as its refresh token lives",
                "a row whose access token has expired is not listed, though its refresh token lives");
        laboratory.post("auth-token-revoke", Map.of("accessTokenIdentifier", hash));
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(Math.max(0, duration.toMillis()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the values of an access token and its refresh token; nothing if there are none. */
    private String[] presetValues() {
        String access = Laboratory.random();
        String refresh = Laboratory.random();
        Map<String, Object> wanted = Map.of("accessToken", access, "refreshToken", refresh);
        Answered created = laboratory.create(wanted);
        if (!created.is("OK")) {
            unknown("preset-values", created);
            unknown("durations", created);
            return new String[0];
        }
        Answered again = laboratory.create(wanted);
        boolean taken = access.equals(created.text("accessToken")) && refresh.equals(created.text("refreshToken"));
        tell(
                "preset-values",
                taken && again.text("resultCode").startsWith("A1442"),
                "values that a caller chooses are taken, and refused a second time",
                taken ? "values that a caller chooses are taken twice" : "values that a caller chooses are not taken");
        long told = created.body().path("expiresAt").asLong(0);
        Instant wantedEnd = time.now().plusSeconds(Laboratory.LIFE);
        Duration off = Duration.between(wantedEnd, Instant.ofEpochMilli(told)).abs();
        tell(
                "durations",
                off.compareTo(TOLERANCE) < 0,
                "the duration that a caller asks for is the one given",
                "the duration that a caller asks for is not the one given");
        return new String[] {created.text("accessToken"), created.text("refreshToken")};
    }

    private void listHash(String access, String refresh) {
        JsonNode rows = laboratory.list(0, 100, null).path("accessTokens");
        if (!rows.isArray()) {
            tell("list-hash", Behaviour.UNKNOWN, "the token list could not be read");
            return;
        }
        boolean named = false;
        for (JsonNode row : rows) {
            named |= Laboratory.hash(access).equals(row.path("accessTokenHash").asString(""))
                    && Laboratory.hash(refresh)
                            .equals(row.path("refreshTokenHash").asString(""));
        }
        tell(
                "list-hash",
                named,
                "the token list names tokens by the SHA-256 of their values",
                "the token list names tokens otherwise than by the SHA-256 of their values");
    }

    private void refreshTokenIntrospection(String refresh) {
        tell(
                "refresh-token-introspection",
                laboratory.introspected(refresh, "refresh_token").path("active").asBoolean(false),
                "standard introspection knows refresh tokens",
                "standard introspection does not know refresh tokens");
    }

    private void tokenStatus() {
        JsonNode none = laboratory.list(0, 100, "INVALID").path("totalCount");
        JsonNode all = laboratory.list(0, 100, "VALID").path("totalCount");
        if (!none.isNumber() || !all.isNumber()) {
            tell("token-status", Behaviour.UNKNOWN, "the token list could not be read");
            return;
        }
        tell(
                "token-status",
                none.asLong(-1) == 0 && all.asLong(-1) > 0,
                "the token list honours tokenStatus",
                "the token list ignores tokenStatus");
    }

    /** Three rows, read in pages of one, twice; where a subject may have one token only, that is one row. */
    private void listOrder() {
        laboratory.create(Map.of());
        laboratory.create(Map.of());
        List<String> first = pages();
        List<String> second = pages();
        if (first.isEmpty()) {
            tell("list-order", Behaviour.UNKNOWN, "the token list could not be read");
            return;
        }
        boolean each = first.size() == first.stream().distinct().count()
                && first.size()
                        == laboratory.list(0, 1, null).path("totalCount").asInt(-1);
        tell(
                "list-order",
                each && first.equals(second),
                "pages of the token list show every row once, in the same order each time",
                "pages of the token list repeat, lack or reorder rows");
    }

    private List<String> pages() {
        List<String> rows = new ArrayList<>();
        int total = laboratory.list(0, 1, null).path("totalCount").asInt(0);
        for (int start = 0; start < total; start++) {
            laboratory
                    .list(start, start + 1, null)
                    .path("accessTokens")
                    .forEach(row -> rows.add(row.path("accessTokenHash").asString("")));
        }
        return rows;
    }

    private void strangerRevocation(String access) {
        String id = "stranger-revocation";
        if (stranger == null || !stranger.canAuthenticate()) {
            tell(
                    id,
                    Behaviour.UNKNOWN,
                    stranger == null ? "no other client was named" : "the other client has no secret that can be read");
            return;
        } else if (!laboratory.isActive(access)) {
            tell(id, Behaviour.UNKNOWN, "the token had been ended before");
            return;
        }
        Answered answer = laboratory.asClient("auth-revocation", stranger, Map.of(), "token", access);
        boolean lives = laboratory.isActive(access);
        tell(
                id,
                lives && !answer.is("OK"),
                "the revocation of another client's token is refused",
                lives
                        ? "the revocation of another client's token is answered with OK, and does nothing"
                        : "any client can end the tokens of others");
    }

    private void refreshEndsAccessToken() {
        String id = "refresh-ends-access-token";
        Answered created = laboratory.create(Map.of());
        String refresh = created.text("refreshToken");
        if (!created.is("OK")) {
            unknown(id, created);
            return;
        } else if (!laboratory.client().canAuthenticate() || refresh.isEmpty()) {
            tell(id, Behaviour.UNKNOWN, "the client has no secret that can be read, or gets no refresh token");
            return;
        }
        Answered answer = laboratory.asClient(
                "auth-token",
                laboratory.client(),
                Map.of("accessTokenDuration", Laboratory.LIFE, "refreshTokenDuration", Laboratory.LIFE),
                "grant_type",
                "refresh_token",
                "refresh_token",
                refresh);
        laboratory.remember(answer.text("accessToken"));
        if (!answer.is("OK")) {
            unknown(id, answer);
            return;
        }
        tell(
                id,
                !laboratory.isActive(created.text("accessToken")),
                "a refresh ends the access token of the old refresh token",
                "the access token of the old refresh token outlives a refresh");
    }

    private void confirmation() {
        String id = "cnf";
        String thumbprint = Laboratory.random();
        Answered created = laboratory.create(Map.of("dpopKeyThumbprint", thumbprint));
        if (!created.is("OK")) {
            unknown(id, created);
            return;
        }
        JsonNode told = laboratory.introspected(created.text("accessToken"), "access_token");
        tell(
                id,
                thumbprint.equals(told.path("cnf").path("jkt").asString("")),
                "standard introspection tells the key that a token is bound to",
                "standard introspection does not tell the key that a token is bound to");
    }

    /** Whether it does is a setting: either answer is as assumed, and it is told which. */
    private void singleToken() {
        Answered first = laboratory.create(Map.of());
        Answered second = laboratory.create(Map.of());
        if (!first.is("OK") || !second.is("OK")) {
            unknown("single-token", second);
            return;
        }
        tell(
                "single-token",
                Behaviour.AS_ASSUMED,
                laboratory.isActive(first.text("accessToken"))
                        ? "a create leaves the subject's other tokens as they are"
                        : "a create ends the subject's other tokens");
    }

    private void revokeByHash() {
        Answered created = laboratory.create(Map.of());
        if (!created.is("OK")) {
            unknown("revoke-by-hash", created);
            return;
        }
        String token = created.text("accessToken");
        laboratory.post("auth-token-revoke", Map.of("accessTokenIdentifier", Laboratory.hash(token)));
        tell(
                "revoke-by-hash",
                !laboratory.isActive(token),
                "auth-token-revoke ends a token that is named by its hash",
                "auth-token-revoke does not end a token that is named by its hash");
    }

    private void dryRun() {
        String token = Laboratory.random();
        Map<String, Object> wanted = Map.of(
                "grantType",
                "CLIENT_CREDENTIALS",
                "clientId",
                Long.parseLong(laboratory.client().id()),
                "accessToken",
                token,
                "accessTokenDuration",
                Laboratory.LIFE);
        Answered answer = Laboratory.answered(laboratory.ask(ApiCall.of(Catalogue.operation("auth-token-create-batch"))
                .query("dryRun", "true")
                .body(JsonFormat.write(List.of(wanted)))
                .build()));
        laboratory.remember(token);
        if (answer.attempt().outcome() != Outcome.ACCEPTED || !isFinished(answer.text("requestId"))) {
            unknown("dry-run", answer);
            return;
        }
        tell(
                "dry-run",
                !laboratory.isActive(token),
                "a dry run of a batch creates nothing",
                "a dry run of a batch creates its tokens");
    }

    /** A batch is carried out later. */
    private boolean isFinished(String request) {
        for (int poll = 0; poll < 10; poll++) {
            Answered status =
                    Laboratory.answered(laboratory.ask(ApiCall.of(Catalogue.operation("auth-token-create-batch-status"))
                            .path("requestId", request)
                            .build()));
            if (!status.body().path("status").path("result").asString("").isEmpty()) {
                return true;
            }
            sleep(Duration.ofSeconds(1));
        }
        return false;
    }
}
