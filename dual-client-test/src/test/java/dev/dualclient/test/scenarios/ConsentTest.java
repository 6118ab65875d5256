package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AuthorizationIssueRequest;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.AuthorizedClientListResponse;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.ClientAuthorizationGetListRequest;
import com.authlete.common.dto.GMRequest;
import com.authlete.common.dto.GMResponse;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.types.GMAction;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user has allowed to clients, and takes back. */
@ThroughBothFronts
class ConsentTest extends Scene {

    private DualAuthleteApi api;
    private OAuth server;

    @BeforeEach
    void keep() {
        api = nodes.start();
        server = new OAuth(api);
    }

    @Test
    @Scenario("A21")
    void whatIsWithdrawnIsGoneAtBoth() {
        TestClient late = registered().atPrimary();
        TestClient early = registered().atSecondary();
        new OAuth(emulators.primaryApi()).login(late);
        Tokens tokens = new OAuth(emulators.secondaryApi()).login(early);
        emulators.mark();

        assertThat(allowed()).containsExactlyInAnyOrder(late.id(), early.id());
        assertThat(emulators.calls()).hasToString("1/1");

        costs("1/1", () -> api.deleteClientAuthorization(early.id(), "john"));

        assertThat(allowed()).containsExactly(late.id());
        assertThat(server.isActive(tokens.access())).isFalse();
        assertThat(server.refresh(early, tokens.refresh()).getAction()).isEqualTo(TokenResponse.Action.BAD_REQUEST);
    }

    @Test
    @Scenario("A21")
    void consentsToAClientOfBothAreWithdrawnAtBoth() {
        TestClient client = registered().atBoth();
        Tokens old = new OAuth(emulators.secondaryApi()).login(client);
        Tokens young = server.login(client);
        emulators.mark();

        api.deleteClientAuthorization(client.id(), "john");

        assertThat(emulators.calls()).hasToString("1/1");
        assertThat(allowed()).isEmpty();
        assertThat(server.isActive(old.access())).isFalse();
        assertThat(server.isActive(young.access())).isFalse();
        assertThat(listed(emulators.primaryApi())).isEmpty();
        assertThat(listed(emulators.secondaryApi())).isEmpty();
    }

    private List<Long> allowed() {
        return listed(api);
    }

    private static List<Long> listed(AuthleteApi at) {
        AuthorizedClientListResponse list =
                at.getClientAuthorizationList(new ClientAuthorizationGetListRequest("john", 0, 100));
        return list.getClients() == null
                ? List.of()
                : Arrays.stream(list.getClients()).map(Client::getClientId).toList();
    }

    @Test
    @Scenario("B13")
    void aRevokedGrantOfTheSecondaryIsGone() {
        TestClient client = registered().atSecondary();
        revokesItsGrant(client, emulators.secondaryApi());
    }

    @Test
    @Scenario("B13")
    void aRevokedGrantOfThePrimaryIsGone() {
        TestClient client = registered().atBoth();
        revokesItsGrant(client, emulators.primaryApi());
    }

    private void revokesItsGrant(TestClient client, AuthleteApi issuer) {
        TokenResponse tokens = granted(client, issuer);
        emulators.mark();
        assertThat(manage(tokens, GMAction.QUERY).getAction()).isEqualTo(GMResponse.Action.OK);

        assertThat(manage(tokens, GMAction.REVOKE).getAction()).isEqualTo(GMResponse.Action.NO_CONTENT);

        assertThat(server.isActive(tokens.getAccessToken())).isFalse();
        assertThat(server.refresh(client, tokens.getRefreshToken()).getAction())
                .isEqualTo(TokenResponse.Action.BAD_REQUEST);
        assertThat(manage(tokens, GMAction.QUERY).getAction())
                .isIn(GMResponse.Action.UNAUTHORIZED, GMResponse.Action.NOT_FOUND);
    }

    /** What a stranger presents to revoke a grant. */
    enum Presented {
        MADE_UP,
        OF_ANOTHER_CLIENT
    }

    @ParameterizedTest
    @EnumSource(Presented.class)
    @Scenario("B25")
    void aStrangerRevokesNoGrantThoughABackendFails(Presented presented) {
        TestClient owner = nodes.declared(registered().atBoth());
        TestClient stranger = nodes.declared(registered().atBoth());
        for (AuthleteEmulator failing : List.of(emulators.primary(), emulators.secondary())) {
            AuthleteApi issuer = failing == emulators.primary() ? emulators.primaryApi() : emulators.secondaryApi();
            TokenResponse theirs = granted(owner, issuer);
            String token = presented == Presented.MADE_UP
                    ? "made-up"
                    : granted(stranger, issuer).getAccessToken();
            failing.faults().on("grant-management").times(1).answer(500);
            Replay.unavailable(() -> manage(theirs.getGrantId(), token, GMAction.REVOKE));
            assertThat(api.dualClient().outbox().rows()).isEmpty();
            assertThat(server.isActive(theirs.getAccessToken())).isTrue();
            nodes.pass(Duration.ofMinutes(1));
            Tokens next = Replay.accepted(server.refresh(owner, theirs.getRefreshToken()));
            assertThat(server.isActive(next.access())).isTrue();
        }
    }

    @Test
    @Scenario("B13")
    void aGrantThatThePrimaryHasRevokedIsRevokedThoughTheSecondarySaysNo() {
        TestClient owner = nodes.declared(registered().atBoth());
        TokenResponse tokens = granted(owner, emulators.primaryApi());
        emulators.secondary().faults().on("grant-management").times(1).answer(429);
        try {
            manage(tokens, GMAction.REVOKE);
        } catch (AuthleteApiException strict) {
            assertThat(strict.getStatusCode()).isEqualTo(503);
        }
        nodes.pass(Duration.ofMinutes(1));
        assertThat(server.isActive(tokens.getAccessToken())).isFalse();
        assertThat(api.dualClient().outbox().rows()).isEmpty();
    }

    private TokenResponse granted(TestClient client, AuthleteApi issuer) {
        String ticket = issuer.authorization(new AuthorizationRequest()
                        .setParameters(OAuth.form(
                                "response_type", "code",
                                "client_id", String.valueOf(client.id()),
                                "redirect_uri", client.redirectUri(),
                                "scope", "grant_management_query grant_management_revoke",
                                "grant_management_action", "create")))
                .getTicket();
        String code = issuer.authorizationIssue(
                        new AuthorizationIssueRequest().setTicket(ticket).setSubject("john"))
                .getAuthorizationCode();
        TokenResponse tokens = new OAuth(issuer).redeem(client, code);
        assertThat(tokens.getGrantId()).isNotNull();
        return tokens;
    }

    private GMResponse manage(TokenResponse tokens, GMAction action) {
        return manage(tokens.getGrantId(), tokens.getAccessToken(), action);
    }

    private GMResponse manage(String grant, String accessToken, GMAction action) {
        return api.gm(new GMRequest().setGmAction(action).setGrantId(grant).setAccessToken(accessToken));
    }
}
