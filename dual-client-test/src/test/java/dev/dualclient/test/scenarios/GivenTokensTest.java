package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens that a server creates with values that exist already, as one does that migrates its tokens by itself. */
@OnEveryStore
class GivenTokensTest extends Scene {

    @Test
    @Scenario("N7")
    void whatIsCreatedWithTheValuesOfTheSecondaryIsUsedOnce() {
        Tokens old = replay.atSecondary().login(client);
        DualAuthleteApi api = nodes.start();
        DualAuthleteApi other = nodes.start();
        assertThat(create(api, old.access(), old.refresh())).isEqualTo(TokenCreateResponse.Action.OK);
        Tokens fresh = replay.refreshed(api, old);

        for (DualAuthleteApi node : List.of(api, other)) {
            replay.isDead(node, old);
        }
        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), old);
        }
        assertThat(replay.linesBeside(List.of(old))).hasSize(1);
        replay.isActive(nodes.start(), fresh);
    }

    @Test
    @Scenario("N7")
    void anotherNodeUsesItWhereItWasCreated() {
        Tokens old = replay.atSecondary().login(client);
        assertThat(create(nodes.start(), old.access(), old.refresh())).isEqualTo(TokenCreateResponse.Action.OK);
        DualAuthleteApi other = nodes.restart(Stage.SECONDARY_FIRST);
        replay.refreshed(other, old, "3/0"); // known from the store: introspection, token list, use
        replay.isDead(other, old);
        assertThat(replay.linesBeside(List.of(old))).hasSize(1);
    }

    @Test
    @Scenario("N7")
    void aGivenAccessTokenIsNotIssuedEither() {
        Tokens old = replay.atSecondary().login(client);
        DualAuthleteApi api = nodes.start();
        TokenCreateResponse created = api.tokenCreate(request().setAccessToken(old.access()));
        assertThat(created.getAction()).isEqualTo(TokenCreateResponse.Action.OK);
        replay.refreshed(api, new Tokens(old.access(), created.getRefreshToken()), "3/0");
        for (Stage stage : Stage.values()) {
            assertThat(new OAuth(nodes.restart(stage)).isActive(old.access())).isFalse();
        }
    }

    @Test
    @Scenario("N7")
    void whatIsDeadIsNotCreatedAgain() {
        DualAuthleteApi api = nodes.start();
        Tokens killed = replay.migrated();
        new OAuth(api).revoke(client, killed.refresh());
        Tokens spent = replay.migrated();
        replay.refreshed(api, spent);
        for (Tokens dead : List.of(killed, spent)) {
            Replay.unavailable(() -> create(api, dead.access(), dead.refresh()));
        }
        for (Tokens dead : List.of(killed, spent)) {
            for (Stage stage : Stage.values()) {
                replay.isDead(nodes.restart(stage), dead);
            }
        }
    }

    @Test
    @Scenario("N7")
    void whatThePrimaryHasIssuedIsNotCreatedAtTheSecondary() {
        DualAuthleteApi api = nodes.start();
        Tokens old = new OAuth(api).login(client);
        nodes.change(Stage.SECONDARY_FIRST);
        emulators.mark();
        assertThat(create(api, old.access(), old.refresh())).isNotEqualTo(TokenCreateResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("1/0");

        Tokens fresh = replay.refreshed(api, old);
        for (Stage stage : Stage.values()) {
            DualAuthleteApi next = nodes.restart(stage);
            replay.isDead(next, old);
            replay.isActive(next, fresh);
        }
    }

    private TokenCreateResponse.Action create(DualAuthleteApi api, String access, String refresh) {
        return api.tokenCreate(request().setAccessToken(access).setRefreshToken(refresh))
                .getAction();
    }

    private TokenCreateRequest request() {
        return new TokenCreateRequest()
                .setGrantType(GrantType.AUTHORIZATION_CODE)
                .setClientId(client.id())
                .setSubject("john")
                .setScopes(new String[] {"openid"});
    }
}
