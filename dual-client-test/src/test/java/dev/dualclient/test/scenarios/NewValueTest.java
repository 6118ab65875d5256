package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.TokenUpdateRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An access token that gets a new value by {@code auth-token-update}. */
@OnEveryStore
class NewValueTest extends Scene {

    @ParameterizedTest
    @EnumSource(Side.class)
    @Scenario("B35")
    void aNewValueEndsTheOldOneAndLeavesTheRefreshTokenBesideIt(Side holder) {
        Tokens old = holder == Side.PRIMARY
                ? replay.migrated()
                : replay.atSecondary().login(client);
        DualAuthleteApi api = nodes.start();
        String value = api.tokenUpdate(
                        new TokenUpdateRequest().setAccessToken(old.access()).setAccessTokenValueUpdated(true))
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
}
