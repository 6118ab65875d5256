package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.CredentialSingleIssueRequest;
import com.authlete.common.dto.CredentialSingleIssueResponse;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.TokenUpdateRequest;
import com.authlete.common.dto.TokenUpdateResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.CallResult;
import dev.dualclient.call.Reason;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Answer;
import dev.dualclient.test.server.Request;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A dead access token of which the primary holds a copy that lives, in the hands of those who would act on it. */
@ThroughBothFronts
class DeadAccessTokenTest extends Scene {

    private static final String ISSUE = "vci-single-issue";
    private static final String PARSE = "vci-single-parse";
    private static final String REVOKE = "auth-token-revoke";

    @ParameterizedTest
    @EnumSource(Stage.class)
    @Scenario("B8")
    void aKilledTokenIsNotExchanged(Stage stage) {
        Tokens dead = killedAndCopied();
        OAuth server = new OAuth(nodes.restart(stage));
        emulators.mark();

        TokenResponse response = server.token(
                client,
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                dead.access(),
                "subject_token_type",
                "urn:ietf:params:oauth:token-type:access_token");

        assertThat(response.getAction()).isEqualTo(TokenResponse.Action.BAD_REQUEST);
        killedBeforeAskedAbout("auth-token", dead);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Scenario("B8")
    void aKilledTokenIsNotUpdated(boolean newValue) {
        for (Stage stage : Stage.values()) {
            Tokens dead = killedAndCopied();
            DualAuthleteApi api = nodes.restart(stage);
            emulators.mark();

            TokenUpdateResponse response = api.tokenUpdate(
                    new TokenUpdateRequest().setAccessToken(dead.access()).setAccessTokenValueUpdated(newValue));

            assertThat(response.getAction()).isEqualTo(TokenUpdateResponse.Action.NOT_FOUND);
            killedBeforeAskedAbout("auth-token-update", dead);
        }
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    @Scenario("B8")
    void noCredentialIsIssuedForAKilledToken(Stage stage) {
        Tokens dead = killedAndCopied();
        isRefusedACredential(nodes.restart(stage), dead);
        killedBeforeAskedAbout(ISSUE, dead);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    @Scenario("B2")
    void noCredentialIsIssuedForASpentToken(Stage stage) {
        Tokens dead = spentAtSecondary();
        isRefusedACredential(nodes.restart(stage), dead);
        assertThat(emulators.calls().primary()).isEqualTo(Map.of(ISSUE, 1)); // about a token that is nobody's
        assertThat(emulators.calls()).hasToString("1/0");
        livesAtPrimary(dead); // the migrator will replace it, or it serves a refresh token that was kept
    }

    @Test
    @Scenario("B22")
    void noCredentialIsIssuedForAClaimedToken() {
        Tokens doubtful = replay.migrated();
        emulators
                .secondary()
                .faults()
                .on("auth-token")
                .times(1)
                .afterProcessing()
                .drop();
        Replay.unavailable(() -> new OAuth(nodes.start(Stage.SECONDARY_FIRST)).refresh(client, doubtful.refresh()));

        for (Stage stage : Stage.values()) {
            DualAuthleteApi api = nodes.restart(stage);
            costs(
                    "0/0",
                    () -> Replay.unavailable(() -> api.credentialSingleIssue(
                            new CredentialSingleIssueRequest().setAccessToken(doubtful.access()))));
        }
        assertThat(replay.atPrimary().isActive(doubtful.access())).isTrue();
    }

    @Test
    @Scenario("B8")
    void aKilledTokenIsSentToBeKilledAlone() {
        Tokens dead = killedAndCopied();
        try (Recorder primary = recorder("UNAUTHORIZED")) {
            CallResult result = execute(ISSUE, primary, dead);

            assertThat(result.counted().reason()).isEqualTo(Reason.USED_UP);
            assertThat(paths(primary)).containsExactly("/auth/token/revoke", "/vci/single/issue");
            assertThat(body(primary.requests().get(0))).contains(dead.access());
            assertThat(body(primary.last())).contains("accessToken").doesNotContain(dead.access());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ISSUE, PARSE})
    @Scenario("B2")
    void aSpentTokenIsSentToNobody(String operation) {
        Tokens dead = spentAtSecondary();
        try (Recorder primary = recorder("UNAUTHORIZED")) {
            CallResult result = execute(operation, primary, dead);

            assertThat(result.counted().reason()).isEqualTo(Reason.USED_UP);
            assertThat(primary.count()).isEqualTo(1);
            assertThat(body(primary.last())).contains("accessToken").doesNotContain(dead.access());
        }
    }

    @Test
    @Scenario("B8")
    void whatIsReadOfALateCopyIsNotBelieved() {
        Tokens dead = killedAndCopied();
        try (Recorder primary = recorder("OK")) {
            CallResult result = execute(PARSE, primary, dead);

            assertThat(result.answer()).isNull();
            assertThat(result.counted().reason()).isEqualTo(Reason.LATE_COPY);
            assertThat(paths(primary)).containsExactly("/vci/single/parse", "/auth/token/revoke", "/vci/single/parse");
        }
    }

    private static Recorder recorder(String action) {
        return new Recorder(Answer.json(200, "{\"resultCode\":\"A000000\",\"action\":\"" + action + "\",\"count\":1}"));
    }

    private static List<String> paths(Recorder primary) {
        return primary.requests().stream()
                .map(request -> request.path().replaceFirst("/api/[0-9]+", ""))
                .toList();
    }

    /** Returns tokens that were revoked through us after the migrator had read their row, and before it wrote it. */
    private Tokens killedAndCopied() {
        Tokens tokens = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        assertThat(new OAuth(nodes.start()).revoke(client, tokens.access()).getAction())
                .isEqualTo(RevocationResponse.Action.OK);
        assertThat(emulators.migrator().write(snapshot)).isPositive();
        return livesAtPrimary(tokens);
    }

    /** Returns tokens that the secondary replaced during an outage of the primary, which has their copy. */
    private Tokens spentAtSecondary() {
        Tokens tokens = replay.migrated();
        emulators.primary().faults().refuseConnections();
        replay.refreshed(nodes.start(), tokens, "0/3"); // introspection, token list, use
        emulators.primary().faults().clear();
        return livesAtPrimary(tokens);
    }

    private Tokens livesAtPrimary(Tokens tokens) {
        assertThat(replay.atPrimary().isActive(tokens.access()))
                .as("its copy lives")
                .isTrue();
        return tokens;
    }

    private void isRefusedACredential(DualAuthleteApi api, Tokens dead) {
        emulators.mark();
        CredentialSingleIssueResponse refusal =
                api.credentialSingleIssue(new CredentialSingleIssueRequest().setAccessToken(dead.access()));
        assertThat(refusal.getAction()).isEqualTo(CredentialSingleIssueResponse.Action.UNAUTHORIZED);
    }

    /** The copy was killed, then the refusal of nobody's token fetched in the primary's own words. */
    private void killedBeforeAskedAbout(String operation, Tokens dead) {
        assertThat(emulators.calls().primary()).isEqualTo(Map.of(REVOKE, 1, operation, 1));
        assertThat(emulators.calls()).hasToString("2/0");
        assertThat(replay.atPrimary().isActive(dead.access())).isFalse();
    }

    private CallResult execute(String operation, Recorder primary, Tokens token) {
        DualAuthleteApi api = nodes.start(builder -> builder.primary(backend -> backend.baseUrl(primary.baseUrl())));
        String body = "{\"accessToken\":\"" + token.access() + "\"}";
        return api.dualClient()
                .execute(ApiCall.of(Catalogue.operation(operation))
                        .body(body.getBytes(StandardCharsets.UTF_8))
                        .build());
    }

    private static String body(Request request) {
        return new String(request.body(), StandardCharsets.UTF_8);
    }
}
