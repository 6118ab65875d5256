package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.dto.TokenRevokeRequest;
import com.authlete.common.dto.TokenUpdateRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of a token that is named by its hash, or by the id of its row, and not by its value. */
@OnEveryStore
class KillByIdentifierTest extends Scene {

    /** Ways to end one token, by which of its names. */
    enum Way {
        DELETE_ACCESS(Tokens::accessHash),
        DELETE_REFRESH(Tokens::refreshHash),
        REVOKE_ACCESS(Tokens::accessHash),
        REVOKE_REFRESH(Tokens::refreshHash);

        private final Function<Tokens, String> hash;

        Way(Function<Tokens, String> hash) {
            this.hash = hash;
        }

        void end(DualAuthleteApi api, Tokens tokens) {
            end(api, hash.apply(tokens));
        }

        void end(DualAuthleteApi api, String identifier) {
            switch (this) {
                case DELETE_ACCESS, DELETE_REFRESH -> api.tokenDelete(identifier);
                case REVOKE_ACCESS -> revoke(api, new TokenRevokeRequest().setAccessTokenIdentifier(identifier));
                case REVOKE_REFRESH -> revoke(api, new TokenRevokeRequest().setRefreshTokenIdentifier(identifier));
            }
        }

        private static void revoke(DualAuthleteApi api, TokenRevokeRequest request) {
            assertThat(api.tokenRevoke(request).getCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @Scenario("N6")
    void aTokenThatWasListedDiesByItsHashWithItsRow(Way way) {
        Tokens tokens = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        DualAuthleteApi api = nodes.start();
        api.getTokenList(String.valueOf(client.id()), "john");
        costs("1/1", () -> way.end(api, tokens));
        assertThat(emulators.migrator().write(snapshot)).isPositive();
        staysDead(api, tokens);
    }

    @Test
    @Scenario("N6")
    void aTokenThatNoBackendHoldsAnyMoreStaysDeadWhenACopyOfItComesLate() {
        Tokens tokens = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        emulators.secondaryApi().tokenDelete(tokens.accessHash()); // in its console
        DualAuthleteApi api = nodes.start();
        api.tokenRevoke(new TokenRevokeRequest().setAccessTokenIdentifier(tokens.accessHash()));
        assertThat(emulators.migrator().write(snapshot)).isPositive();
        assertThat(server(api).isActive(tokens.access())).isFalse();
        assertThat(server(nodes.restart(Stage.PRIMARY_FIRST)).isActive(tokens.access()))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @Scenario("N6")
    void aTokenThatWasIssuedHereDiesByItsHashWithItsRow(Way way) {
        DualAuthleteApi api = nodes.start();
        emulators.primary().faults().refuseConnections();
        Tokens tokens = new OAuth(api).login(client);
        emulators.primary().faults().clear();
        Snapshot snapshot = emulators.migrator().read();
        costs("1/1", () -> way.end(api, tokens));
        assertThat(emulators.migrator().write(snapshot)).isPositive();
        staysDead(api, tokens);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @Scenario("N6")
    void aTokenOfWhichTheRowIsNotKnownIsEndedAndItsCallerIsToldToNameMore(Way way) {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start();
        AuthleteApiException unknown = Replay.unavailable(() -> way.end(api, tokens));
        assertThat(front.explanation(unknown)).contains("row not known; name client and subject");
        assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
        assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
    }

    @Test
    @Scenario("N6")
    void theRowIsFoundByItsClientAndSubject() {
        Tokens tokens = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        DualAuthleteApi api = nodes.start();
        assertThat(api.tokenRevoke(new TokenRevokeRequest()
                                .setAccessTokenIdentifier(tokens.accessHash())
                                .setClientIdentifier(String.valueOf(client.id()))
                                .setSubject("john"))
                        .getCount())
                .isEqualTo(1);
        assertThat(emulators.migrator().write(snapshot)).isPositive();
        staysDead(api, tokens);
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"DELETE_ACCESS", "REVOKE_ACCESS", "REVOKE_REFRESH"})
    @Scenario("N6")
    void aCopiedTokenDiesAtBothByItsId(Way way) {
        Tokens tokens = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        assertThat(emulators.migrator().write(snapshot)).isPositive();
        DualAuthleteApi api = nodes.start();
        api.getTokenList(String.valueOf(client.id()), "john");
        String id = idOf(api, tokens);
        emulators.mark();
        way.end(api, id);
        assertThat(emulators.calls()).hasToString("1/1");
        assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
        emulators.migrator().reset();
        assertThat(emulators.migrator().write(snapshot)).isPositive();
        staysDead(api, tokens);
    }

    @Test
    @Scenario("N6")
    void aCreatedTokenDiesByItsId() {
        DualAuthleteApi api = nodes.start();
        TokenCreateResponse created = api.tokenCreate(new TokenCreateRequest()
                .setGrantType(GrantType.AUTHORIZATION_CODE)
                .setClientId(client.id())
                .setSubject("john"));
        Tokens tokens = new Tokens(created.getAccessToken(), created.getRefreshToken());
        api.tokenDelete(created.getTokenId());
        staysDead(api, tokens);
    }

    @Test
    @Scenario("N6")
    void anIdOfWhichTheRowIsNotKnownIsEndedWhereItIsAndItsCallerIsToldToNameMore() {
        Tokens tokens = replay.migrated();
        String id = idOf(nodes.start(), tokens);
        DualAuthleteApi api = nodes.restart(Stage.PRIMARY_FIRST);
        AuthleteApiException unknown = Replay.unavailable(() -> api.tokenDelete(id));
        assertThat(front.explanation(unknown)).contains("row not known; name client and subject");
        assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
    }

    @Test
    @Scenario("N6")
    void theHashOfAReplacedTokenTakesNothingWithIt() {
        Tokens old = replay.migrated();
        DualAuthleteApi api = nodes.start();
        api.getTokenList(String.valueOf(client.id()), "john");
        String id = idOf(api, old);
        Tokens fresh = replay.refreshed(api, old);
        api.tokenRevoke(new TokenRevokeRequest().setAccessTokenIdentifier(old.accessHash()));
        replay.isActive(api, fresh);
        Tokens last = replay.refreshed(api, fresh);
        Replay.unavailable(() -> Way.REVOKE_ACCESS.end(api, id)); // the row has other tokens by now
        assertThat(replay.atPrimary().isActive(last.access())).isFalse();
    }

    @Test
    @Scenario("N6")
    void whatABackendThatIsDownHasToEndIsEndedLater() {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start();
        api.getTokenList(String.valueOf(client.id()), "john");
        emulators.secondary().faults().refuseConnections();
        try {
            api.tokenRevoke(new TokenRevokeRequest().setAccessTokenIdentifier(tokens.accessHash()));
        } catch (AuthleteApiException later) { // the memory store does not outlive the process
            assertThat(later.getStatusCode()).isEqualTo(503);
        }
        emulators.secondary().faults().clear();
        assertThat(replay.atSecondary().isActive(tokens.access())).isTrue();
        nodes.restart(Stage.PRIMARY_FIRST);
        nodes.pass(Duration.ofMinutes(1));
        assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
        staysDead(nodes.start(), tokens);
    }

    @Test
    @Scenario("N6")
    void anIdentifierOfNothingEndsNothing() {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start();
        assertThat(api.tokenRevoke(new TokenRevokeRequest().setAccessTokenIdentifier("nobody-issued-this"))
                        .getCount())
                .isZero();
        assertThat(api.dualClient().outbox().rows()).isEmpty();
        replay.isActive(api, tokens);
    }

    /** Returns the id that 3.0 tells of a row when it is updated. */
    private static String idOf(DualAuthleteApi api, Tokens tokens) {
        String id = api.tokenUpdate(new TokenUpdateRequest().setAccessToken(tokens.access()))
                .getTokenId();
        assertThat(id).isNotNull();
        return id;
    }

    private void staysDead(DualAuthleteApi api, Tokens tokens) {
        replay.isDead(api, tokens);
        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), tokens);
        }
        assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
        assertThat(replay.atSecondary().isActive(tokens.access())).isFalse();
    }
}
