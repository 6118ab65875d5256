package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.TokenUpdateRequest;
import com.authlete.common.dto.TokenUpdateResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An access token that gets a new value by {@code auth-token-update}. */
@OnEveryStore
class NewValueTest extends Scene {

    /** What the update names its token by. */
    enum Name {
        VALUE,
        HASH,
        ROW_ID;

        TokenUpdateRequest of(Tokens tokens, String id) {
            TokenUpdateRequest request = new TokenUpdateRequest();
            return switch (this) {
                case VALUE -> request.setAccessToken(tokens.access());
                case HASH -> request.setAccessTokenHash(tokens.accessHash());
                case ROW_ID -> request.setTokenId(id);
            };
        }
    }

    @ParameterizedTest
    @CsvSource({"PRIMARY, VALUE", "SECONDARY, VALUE", "PRIMARY, HASH", "SECONDARY, HASH", "PRIMARY, ROW_ID"})
    @Scenario("B35")
    void aNewValueEndsTheOldOneAndLeavesTheRefreshTokenBesideIt(Side holder, Name name) {
        Tokens old = holder == Side.PRIMARY
                ? replay.migrated()
                : replay.atSecondary().login(client);
        DualAuthleteApi api = nodes.start();
        String id = name == Name.ROW_ID ? listedId(api, old) : "";
        api.getTokenList(String.valueOf(client.id()), "john");
        String value = api.tokenUpdate(name.of(old, id).setAccessTokenValueUpdated(true))
                .getAccessToken();
        assertThat(value).isNotNull();
        emulators.migrator().runOnce();

        Tokens renewed = new Tokens(value, old.refresh());
        for (Stage stage : Stage.values()) {
            DualAuthleteApi next = nodes.restart(stage);
            assertThat(new OAuth(next).isActive(old.access())).isFalse();
            replay.isActive(next, renewed);
        }
        Tokens fresh = replay.refreshed(nodes.restart(Stage.PRIMARY_ONLY), renewed);
        for (Stage stage : Stage.values()) {
            DualAuthleteApi next = nodes.restart(stage);
            assertThat(new OAuth(next).isActive(value)).isFalse();
            replay.isActive(next, fresh);
        }
    }

    @ParameterizedTest
    @CsvSource({"HASH, true", "HASH, false", "ROW_ID, true", "ROW_ID, false"})
    @Scenario("B8")
    void whatWasKilledIsNotUpdatedByAnotherOfItsNames(Name name, boolean newValue) {
        Tokens dead = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        assertThat(emulators.migrator().write(snapshot)).isPositive();
        DualAuthleteApi api = nodes.start();
        String id = listedId(api, dead);
        new OAuth(api).revoke(client, dead.refresh());
        emulators.migrator().reset();
        assertThat(emulators.migrator().write(snapshot)).isPositive();
        assertThat(replay.atPrimary().isActive(dead.access())).isTrue();

        TokenUpdateResponse refused = api.tokenUpdate(name.of(dead, id).setAccessTokenValueUpdated(newValue));
        assertThat(refused.getAction()).isEqualTo(TokenUpdateResponse.Action.NOT_FOUND);
        assertThat(refused.getAccessToken()).isNull();
        replay.isDead(api, dead);
        assertThat(replay.atPrimary().isActive(dead.access())).isFalse();
    }

    @Test
    @Scenario("B8")
    void theHashOfWhatTheSecondaryHasUsedUpGetsNoNewValue() {
        Tokens old = replay.migrated();
        DualAuthleteApi api = nodes.start();
        api.getTokenList(String.valueOf(client.id()), "john");
        emulators.primary().faults().refuseConnections();
        Tokens fresh = replay.refreshed(api, old);
        emulators.primary().faults().clear();
        assertThat(replay.atPrimary().isActive(old.access())).isTrue();
        for (Stage stage : Stage.values()) {
            TokenUpdateResponse refused = nodes.restart(stage)
                    .tokenUpdate(new TokenUpdateRequest()
                            .setAccessTokenHash(old.accessHash())
                            .setAccessTokenValueUpdated(true));
            assertThat(refused.getAction()).isEqualTo(TokenUpdateResponse.Action.NOT_FOUND);
        }
        assertThat(replay.atSecondary().isActive(fresh.access())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Name.class,
            names = {"HASH", "ROW_ID"})
    @Scenario("N6")
    void aNewValueForARowThatIsNotKnownIsRefusedAndChangesNothing(Name name) {
        Tokens tokens = replay.migrated();
        String id = emulators
                .primaryApi()
                .tokenUpdate(new TokenUpdateRequest().setAccessToken(tokens.access()))
                .getTokenId();
        DualAuthleteApi api = nodes.start();
        emulators.mark();
        AuthleteApiException unknown =
                Replay.unavailable(() -> api.tokenUpdate(name.of(tokens, id).setAccessTokenValueUpdated(true)));
        assertThat(emulators.calls()).hasToString("0/0");
        assertThat(front.explanation(unknown)).contains("row not known; name the token by its value");
        replay.isActive(api, tokens);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Scenario("N6")
    void theIdOfARowThatHasOtherTokensByNowIsNotTakenForTheOldOnes(boolean newValue) {
        Tokens old = replay.migrated();
        DualAuthleteApi api = nodes.start();
        String id = listedId(api, old);
        Tokens fresh = replay.refreshed(api, old);
        Replay.unavailable(
                () -> api.tokenUpdate(new TokenUpdateRequest().setTokenId(id).setAccessTokenValueUpdated(newValue)));
        replay.isActive(api, fresh);
    }

    @Test
    @Scenario("N6")
    void ofSeveralNamesTheValueAloneIsSent() {
        Tokens tokens = replay.migrated();
        Tokens others = replay.migrated();
        DualAuthleteApi api = nodes.start();
        String value = api.tokenUpdate(new TokenUpdateRequest()
                        .setAccessToken(tokens.access())
                        .setAccessTokenHash(others.accessHash())
                        .setTokenId("nobody's")
                        .setAccessTokenValueUpdated(true))
                .getAccessToken();
        replay.isActive(api, new Tokens(value, tokens.refresh()));
        replay.isActive(api, others);
        assertThat(new OAuth(api).isActive(tokens.access())).isFalse();
    }

    /** Returns the id of a row, after this node has seen the row in the list of its client and user. */
    private String listedId(DualAuthleteApi api, Tokens tokens) {
        api.getTokenList(String.valueOf(client.id()), "john");
        String id = api.tokenUpdate(new TokenUpdateRequest().setAccessToken(tokens.access()))
                .getTokenId();
        assertThat(id).isNotNull();
        return id;
    }
}
