package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.GMRequest;
import com.authlete.common.dto.GMResponse;
import com.authlete.common.dto.Property;
import com.authlete.common.dto.Scope;
import com.authlete.common.dto.Service;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenUpdateRequest;
import com.authlete.common.types.GMAction;
import com.authlete.common.types.GrantType;
import com.authlete.common.types.JWSAlg;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.carryover.CarryOutcome;
import dev.dualclient.migration.carryover.CarryOver;
import dev.dualclient.migration.carryover.CarryOverSettings;
import dev.dualclient.migration.carryover.CarryReason;
import dev.dualclient.migration.carryover.CarryResult;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which rows are not carried over, and why. */
@OnOneH2
class CarryGateTest extends CarryScene {

    private DualAuthleteApi api;

    /** Refreshes a row, and expects that its successor is not carried over. */
    private Tokens refused(Tokens old, CarryReason reason) {
        long before = count(api, reason);
        Tokens fresh = replay.refreshed(api, old);
        carry();
        assertThat(count(api, reason))
                .as(api.dualClient().carryOver().state().toString())
                .isEqualTo(before + 1);
        assertThat(replay.atPrimary().isActive(fresh.access())).isFalse();
        replay.isActive(api, fresh);
        return fresh;
    }

    @Test
    @Scenario("J9")
    void aScopeThatThePrimaryDoesNotHaveIsCountedOnceARow() {
        Service service = service(emulators.primary(), emulators.primaryApi());
        emulators
                .primaryApi()
                .updateService(service.setSupportedScopes(Stream.of(service.getSupportedScopes())
                        .filter(scope -> !scope.getName().equals("openid"))
                        .toArray(Scope[]::new)));
        api = carrying();
        Tokens second = refused(created(), CarryReason.SCOPES);
        refused(second, CarryReason.SCOPES);
        assertThat(count(api, CarryOutcome.NOT_ELIGIBLE)).isEqualTo(2);
    }

    @Test
    @Scenario("J9")
    void anAccessTokenOfFewerScopesThanItsRefreshTokenIsNotCopied() {
        api = carrying();
        Tokens old = created(request -> request.setScopes(new String[] {"openid", "profile"}));
        Tokens fresh = Replay.accepted(server(api)
                .token(client, "grant_type", "refresh_token", "refresh_token", old.refresh(), "scope", "openid"));
        carry();
        assertThat(count(api, CarryReason.SCOPES)).isEqualTo(1);
        assertThat(replay.atPrimary().isActive(fresh.access())).isFalse();
    }

    @Test
    @Scenario("J10")
    void whatACopyCouldNotShowIsNotCopied() {
        api = carrying();
        Tokens bound = created(request -> request.setCertificateThumbprint("x5t"));
        assertThat(api.dualClient()
                        .carryOver()
                        .carry(bound.access(), bound.refresh())
                        .reason())
                .isEqualTo(CarryReason.BOUND);

        Service service = service(emulators.secondary(), emulators.secondaryApi());
        Tokens grant = granted();
        Tokens fresh = refused(grant, CarryReason.GRANT);
        assertThat(server(api).introspect(fresh.access()).getGrantId()).isNotNull();

        emulators.secondaryApi().updateService(service.setAccessTokenSignAlg(JWSAlg.ES256));
        Tokens old = created();
        long before = count(api, CarryReason.JWT);
        Replay.accepted(server(api).refresh(client, old.refresh()));
        carry();
        assertThat(count(api, CarryReason.JWT)).isEqualTo(before + 1);
        assertThat(rowsAt(emulators.primaryApi())).isEmpty();
    }

    @Test
    @Scenario("J10")
    void anAccessTokenOfFewerResourcesThanItsRefreshTokenIsNotCopied() {
        api = carrying();
        Tokens old = created(request -> request.setResources(
                new URI[] {URI.create("https://one.example.com"), URI.create("https://two.example.com")}));
        Tokens fresh = Replay.accepted(server(api)
                .token(
                        client,
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        old.refresh(),
                        "resource",
                        "https://one.example.com"));
        carry();
        assertThat(count(api, CarryReason.RESOURCES)).isEqualTo(1);
        assertThat(replay.atPrimary().isActive(fresh.access())).isFalse();
        replay.isActive(api, fresh);
    }

    @Test
    @Scenario("J10")
    void theGrantOfARowThatIsNotCopiedCanBeRevoked() {
        api = carrying();
        Tokens fresh = refused(managed(), CarryReason.GRANT);
        GMResponse revoked = api.gm(new GMRequest()
                .setGmAction(GMAction.REVOKE)
                .setGrantId(server(api).introspect(fresh.access()).getGrantId())
                .setAccessToken(fresh.access()));
        assertThat(revoked.getAction()).isEqualTo(GMResponse.Action.NO_CONTENT);
        replay.isDead(api, fresh);
        replay.isDead(restarted(), fresh);
    }

    /** Returns tokens of the secondary by which their grant can be revoked. */
    private Tokens managed() {
        String ticket = emulators
                .secondaryApi()
                .authorization(new AuthorizationRequest()
                        .setParameters(OAuth.form(
                                "response_type",
                                "code",
                                "client_id",
                                String.valueOf(client.id()),
                                "redirect_uri",
                                client.redirectUri(),
                                "scope",
                                "grant_management_revoke",
                                "grant_management_action",
                                "create")))
                .getTicket();
        OAuth secondary = replay.atSecondary();
        return Replay.accepted(secondary.redeem(client, secondary.issue(ticket).getAuthorizationCode()));
    }

    private Tokens granted() {
        return replay.atSecondary().login(client, "grant_management_action", "create");
    }

    @Test
    @Scenario("J10")
    void aRowIsNotCopiedWhereThePrimaryAllowsOneTokenPerSubject() {
        emulators
                .primaryApi()
                .updateService(
                        service(emulators.primary(), emulators.primaryApi()).setSingleAccessTokenPerSubject(true));
        api = carrying();
        refused(created(), CarryReason.SINGLE);
    }

    @Test
    @Scenario("J11")
    void aClientWhoseSecretDiffersIsCarriedOverOnceItIsRepaired() {
        client = registered().atBothWithRandomSecret();
        replay = new Replay(emulators, client);
        api = carrying();
        Tokens second = refused(created(), CarryReason.SECRET);
        assertThat(count(api, CarryOutcome.CARRIED)).isZero();
        api.updateClientSecret(client.id(), client.secret());
        Tokens third = replay.refreshed(api, second);
        carry();
        assertThat(replay.atPrimary().isActive(third.access())).isTrue();
    }

    @Test
    @Scenario("J16")
    void aCopyThatDiffersIsEndedAndTheClientIsPaused() throws Exception {
        api = carrying();
        Tokens second = replay.refreshed(api, created());
        try (Warnings warnings = Warnings.ofPackage(CarryOver.class)) {
            during(
                    "auth-token-create",
                    () -> emulators
                            .primaryApi()
                            .tokenUpdate(new TokenUpdateRequest()
                                    .setAccessToken(second.access())
                                    .setProperties(new Property[0])));
            assertThat(warnings.said())
                    .singleElement()
                    .asString()
                    .contains("properties")
                    .doesNotContain(second.access());
        }
        pass(Duration.ofSeconds(1));
        assertThat(count(api, CarryOutcome.UNDONE)).isEqualTo(1);
        assertThat(rowsAt(emulators.primaryApi())).isEmpty();
        replay.isActive(api, second);
        Tokens third = refused(second, CarryReason.PAUSED);
        assertThat(api.dualClient().carryOver().state().pausedClients()).containsExactly(String.valueOf(client.id()));
        api.dualClient().carryOver().resume();
        Tokens fourth = replay.refreshed(api, third);
        carry();
        assertThat(replay.atPrimary().isActive(fourth.access())).isTrue();
    }

    @Test
    @Scenario("J17")
    void aClientCredentialsTokenIsCopiedWhenItIsIntrospected() {
        api = carrying(carry -> carry.withTokens(CarryOverSettings.Tokens.ALSO_WITHOUT_REFRESH_TOKEN));
        String token = emulators
                .secondaryApi()
                .tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.CLIENT_CREDENTIALS)
                        .setClientId(client.id())
                        .setScopes(new String[] {"profile"}))
                .getAccessToken();
        for (int time = 0; time < 2; time++) {
            assertThat(server(api).isActive(token)).isTrue();
            carry();
        }
        assertThat(carried(api)).isEqualTo(1);
        assertThat(replay.atPrimary().isActive(token)).isTrue();
        assertThat(rowsAt(emulators.primaryApi()).get(0).getRefreshTokenHash()).isNull();
    }

    @Test
    @Scenario("J18")
    void anApplicationHandsItsTokensOver() {
        api = carrying();
        CarryOver carryOver = api.dualClient().carryOver();
        Tokens mine = created();
        Tokens other = created();
        assertThat(carryOver.carry("unknown", "unknown").reason()).isEqualTo(CarryReason.ROW);
        assertThat(carryOver.carry(mine.access(), other.refresh()).reason()).isEqualTo(CarryReason.ROW);
        assertThat(carryOver.carry(mine.access(), null).reason()).isEqualTo(CarryReason.ROW);
        Tokens expired = created(request -> request.setAccessTokenDuration(1));
        emulators.advance(Duration.ofSeconds(5));
        nodes.time().advance(Duration.ofSeconds(5));
        assertThat(carryOver.carry(expired.access(), expired.refresh()).outcome())
                .isEqualTo(CarryOutcome.NOT_ELIGIBLE);
        assertThat(rowsAt(emulators.primaryApi())).isEmpty();

        CarryResult result = carryOver.carry(mine.access(), mine.refresh());
        assertThat(result.outcome()).isEqualTo(CarryOutcome.CARRIED);
        assertThat(result.client()).isEqualTo(String.valueOf(client.id()));
        assertThat(carryOver.carry(mine.access(), mine.refresh()).reason()).isEqualTo(CarryReason.ONCE);
        replay.refreshed(api, mine, "2/0");
    }

    @Test
    @Scenario("J10")
    void anotherClientOfTheSettingsIsLeftAlone() {
        TestClient excluded = client;
        api = carrying(carry -> carry.without(String.valueOf(excluded.id())));
        refused(created(), CarryReason.EXCLUDED);
    }

    @Test
    @Scenario("J10")
    void nothingIsCopiedInAnotherStage() {
        api = carrying();
        Tokens second = replay.refreshed(api, created());
        nodes.change(Stage.SECONDARY_FIRST);
        carry();
        assertThat(count(api, CarryReason.STAGE)).isEqualTo(1);
        assertThat(rowsAt(emulators.primaryApi())).isEmpty();
        replay.refreshed(api, second);
        carry();
        assertThat(carried(api)).isZero();
    }

    /** After this and every other test of carry-over, logs, metrics, events, states and the store are searched. */
    @Test
    @Scenario("J21")
    void aTokenThatThePrimaryRepeatsInAnErrorIsNotTold() {
        api = carrying();
        Tokens tokens = created();
        for (int status : new int[] {400, 403, 500}) {
            tokens = replay.refreshed(api, tokens);
            String echo = "{\"resultCode\":\"A144001\",\"resultMessage\":\"[A144001] " + tokens.access() + " and "
                    + tokens.refresh() + "\",\"accessToken\":\"" + tokens.access() + "\"}";
            emulators
                    .primary()
                    .faults()
                    .on("auth-token-create")
                    .times(1)
                    .answer(status, Map.of("Content-Type", "application/json"), echo);
            carry();
        }
        assertThat(carried(api)).isZero();
        replay.isActive(api, tokens);
        assertThat(tokensOnTheWire()).isGreaterThanOrEqualTo(7);
    }
}
