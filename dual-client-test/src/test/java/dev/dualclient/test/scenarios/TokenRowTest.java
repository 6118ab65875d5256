package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.Service;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.dto.TokenUpdateRequest;
import com.authlete.common.types.GrantType;
import com.authlete.common.types.JWSAlg;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which token shares a row with another: remembered, told by an introspection, or found in a token list. */
@OnEveryStore
class TokenRowTest extends Scene {

    private static final String LIST = "auth-token-get-list";

    @ParameterizedTest
    @EnumSource(names = {"CLIENT_CREDENTIALS", "IMPLICIT"})
    @Scenario("N12")
    void theEndOfATokenThatSharesItsRowWithNobodyReadsNoList(GrantType grant) {
        Stream.generate(() -> created(grant)).limit(120).forEach(token -> {});
        String leaving = created(grant);
        String staying = created(grant);
        Snapshot snapshot = emulators.migrator().read();
        emulators.mark();

        assertThat(server().revoke(client, leaving).getAction()).isEqualTo(RevocationResponse.Action.OK);

        assertThat(emulators.calls().of(LIST)).hasToString("0/0");
        assertThat(replay.atSecondary().isActive(leaving)).isFalse();
        emulators.migrator().write(snapshot);
        for (Stage stage : Stage.values()) {
            DualAuthleteApi api = nodes.restart(stage);
            assertThat(new OAuth(api).isActive(leaving)).isFalse();
            assertThat(new OAuth(api).isActive(staying)).isTrue();
        }
    }

    private String created(GrantType grant) {
        TokenCreateRequest request = new TokenCreateRequest()
                .setGrantType(grant)
                .setClientId(client.id())
                .setSubject(grant == GrantType.IMPLICIT ? "john" : null);
        return emulators.secondaryApi().tokenCreate(request).getAccessToken();
    }

    @ParameterizedTest
    @EnumSource(
            value = Stage.class,
            names = {"SECONDARY_FIRST", "PRIMARY_FIRST"})
    @Scenario("N13")
    void whatWasIssuedThroughUsIsUsedAndEndedWithoutAList(Stage stage) {
        DualAuthleteApi one = nodes.start(stage);
        DualAuthleteApi other = another(one, stage);
        Tokens first = new OAuth(one).login(client);
        emulators.mark();

        Tokens second = replay.refreshed(other, first);
        Tokens third = replay.refreshed(one, second);
        nodes.pass(Duration.ofMinutes(10)); // hints are forgotten
        Tokens fourth = replay.refreshed(other, third);
        Snapshot snapshot = emulators.migrator().read();
        new OAuth(one).revoke(client, fourth.access());

        assertThat(emulators.calls().of(LIST)).hasToString("0/0");
        emulators.migrator().write(snapshot);
        for (Tokens dead : List.of(first, second, third, fourth)) {
            replay.isDead(other, dead);
        }
    }

    @Test
    @Scenario("N13")
    void anAccessTokenWithANewValueTakesItsRefreshTokenWithIt() {
        for (Stage stage : List.of(Stage.SECONDARY_FIRST, Stage.PRIMARY_FIRST)) {
            DualAuthleteApi one = nodes.start(stage);
            DualAuthleteApi other = another(one, stage);
            Tokens first = new OAuth(one).login(client);
            emulators.mark();
            String fresh = other.tokenUpdate(new TokenUpdateRequest()
                            .setAccessToken(first.access())
                            .setAccessTokenValueUpdated(true))
                    .getAccessToken();
            Snapshot snapshot = emulators.migrator().read();
            new OAuth(one).revoke(client, fresh);

            assertThat(emulators.calls().of(LIST)).hasToString("0/0");
            emulators.migrator().write(snapshot);
            replay.isDead(other, first);
            replay.isDead(other, new Tokens(fresh, first.refresh()));
        }
    }

    @Test
    @Scenario("N13")
    void anAccessTokenThatAnotherNodeGaveANewValueIsReplacedByARefresh() {
        DualAuthleteApi one = nodes.start(Stage.SECONDARY_FIRST);
        Tokens first = new OAuth(one).login(client);
        String updated = updatedAt(another(one, Stage.SECONDARY_FIRST), first);
        Snapshot snapshot = emulators.migrator().read();

        Tokens fresh = replay.refreshed(one, first);

        emulators.migrator().write(snapshot);
        for (Stage stage : Stage.values()) {
            DualAuthleteApi api = nodes.restart(stage);
            replay.isDead(api, new Tokens(updated, first.refresh()));
            if (stage != Stage.PRIMARY_ONLY) {
                replay.isActive(api, fresh);
            }
        }
    }

    @Test
    @Scenario("N13")
    void anAccessTokenThatAnotherNodeGaveANewValueEndsWithItsRefreshToken() {
        DualAuthleteApi one = nodes.start(Stage.SECONDARY_FIRST);
        Tokens first = new OAuth(one).login(client);
        String updated = updatedAt(another(one, Stage.SECONDARY_FIRST), first);
        Snapshot snapshot = emulators.migrator().read();

        new OAuth(one).revoke(client, first.refresh());

        emulators.migrator().write(snapshot);
        for (Stage stage : Stage.values()) {
            assertThat(new OAuth(nodes.restart(stage)).isActive(updated)).isFalse();
        }
    }

    private static String updatedAt(DualAuthleteApi node, Tokens tokens) {
        return node.tokenUpdate(
                        new TokenUpdateRequest().setAccessToken(tokens.access()).setAccessTokenValueUpdated(true))
                .getAccessToken();
    }

    /** Returns another node, which the memory of one process cannot have. */
    private DualAuthleteApi another(DualAuthleteApi one, Stage stage) {
        return store == Stores.MEMORY ? one : nodes.start(stage);
    }

    @Test
    @Scenario("N12")
    void whatCannotBeReadInTimeIsEndedByTheOutbox() {
        Tokens leaving = replay.migrated();
        Tokens staying = replay.migrated();
        DualAuthleteApi api = nodes.start(node -> node.killTimeout(Duration.ofSeconds(1)));
        List<Fault> slow = Stream.of(emulators.primary(), emulators.secondary())
                .map(emulator -> emulator.faults().on(LIST).hang())
                .toList();
        AuthleteApiException later = Replay.unavailable(() -> new OAuth(api).revoke(client, leaving.access()));
        assertThat(later.getResponseHeaders()).containsKey("Retry-After");
        DualAuthleteApi other = nodes.start(node -> node.killTimeout(Duration.ofSeconds(1)));
        Replay.unavailable(() -> new OAuth(other).introspect(leaving.access()));
        replay.isActive(other, staying);

        slow.forEach(Fault::release);
        nodes.pass(Duration.ofMinutes(1));
        for (AuthleteApi backend : List.of(emulators.primaryApi(), emulators.secondaryApi())) {
            assertThat(new OAuth(backend).isActive(leaving.access())).isFalse();
        }
        replay.isDead(other, leaving);
        replay.isActive(other, replay.refreshed(other, staying));
    }

    // ---- access tokens that are JWTs (RFC 9068) ----

    @Test
    @Scenario("N19")
    void theRefreshTokenBesideARevokedJwtIsDead() {
        Tokens tokens = withJwt();
        Snapshot snapshot = emulators.migrator().read();
        assertThat(server().revoke(client, tokens.access()).getAction()).isEqualTo(RevocationResponse.Action.OK);
        emulators.migrator().write(snapshot);
        for (Stage stage : Stage.values()) {
            replay.isDead(nodes.restart(stage), tokens);
        }
    }

    @Test
    @Scenario("N19")
    void aJwtIsDeadWithItsRefreshToken() {
        Tokens tokens = withJwt();
        Snapshot snapshot = emulators.migrator().read();
        assertThat(server().revoke(client, tokens.refresh()).getAction()).isEqualTo(RevocationResponse.Action.OK);
        for (Stage stage : Stage.values()) {
            emulators.migrator().write(snapshot);
            replay.isDead(nodes.restart(stage), tokens);
        }
    }

    @Test
    @Scenario("N19")
    void aJwtIsReplacedByARefresh() {
        Tokens old = withJwt();
        emulators.migrator().runOnce();
        Tokens fresh = Tokens.of(server().refresh(client, old.refresh()));
        assertThat(replay.atSecondary().isActive(old.access()))
                .as("a copy lives")
                .isTrue();
        for (Stage stage : Stage.values()) {
            DualAuthleteApi api = nodes.restart(stage);
            replay.isDead(api, old);
            replay.isActive(api, fresh);
        }
    }

    @Test
    @Scenario("N19")
    void aForgedJwtTakesNothingFromTheTokenThatItNames() {
        Tokens tokens = withJwt();
        emulators.migrator().runOnce();
        int signature = tokens.access().lastIndexOf('.') + 1;
        String forged = tokens.access().substring(0, signature) + "AAAA";
        OAuth server = server();
        server.revoke(registered().atBoth(), forged);
        server.revoke(client, forged);
        for (Stage stage : List.of(Stage.PRIMARY_FIRST, Stage.SECONDARY_FIRST)) {
            replay.isActive(nodes.restart(stage), tokens);
        }
        replay.isActive(nodes.start(), replay.refreshed(nodes.start(), tokens));
    }

    /** Returns tokens that the secondary alone has issued, the access token being a JWT. */
    private Tokens withJwt() {
        for (AuthleteEmulator emulator : List.of(emulators.primary(), emulators.secondary())) {
            AuthleteApi backend = emulator == emulators.primary() ? emulators.primaryApi() : emulators.secondaryApi();
            Service service =
                    backend.getService(Long.parseLong(emulator.credentials().serviceId()));
            backend.updateService(service.setAccessTokenSignAlg(JWSAlg.ES256));
        }
        TokenCreateResponse created = emulators
                .secondaryApi()
                .tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.AUTHORIZATION_CODE)
                        .setClientId(client.id())
                        .setSubject("john")
                        .setScopes(new String[] {"openid"}));
        return new Tokens(created.getJwtAccessToken(), created.getRefreshToken());
    }
}
