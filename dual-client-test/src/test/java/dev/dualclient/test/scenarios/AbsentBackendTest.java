package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AuthorizationIssueResponse;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.server.Fault;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Before a migration there is no primary yet, and after it no secondary any more. */
@DualClientTest
class AbsentBackendTest extends Scene {

    @Test
    @Scenario("E2")
    void withoutASecondaryThePrimaryAnswersAll() {
        TestClient client = registered().atPrimary();
        try (DualAuthleteApi api = ofThePrimaryAlone()) {
            OAuth oauth = new OAuth(api);
            emulators.mark();

            AuthorizationResponse authorization = oauth.authorize(client);
            // The ticket is the primary's own: another node may go on with it, without Dual Client.
            String code = new OAuth(emulators.primaryApi())
                    .issue(authorization.getTicket())
                    .getAuthorizationCode();
            Tokens first = Tokens.of(oauth.redeem(client, code));
            Tokens second = Tokens.of(oauth.refresh(client, first.refresh()));
            assertThat(oauth.isActive(second.access())).isTrue();
            assertThat(oauth.revoke(client, second.access()).getAction()).isEqualTo(RevocationResponse.Action.OK);
            assertThat(oauth.isActive(second.access())).isFalse();
            assertThat(oauth.introspect("no-such-token").isExistent()).isFalse();

            // auth-authorization, -issue (by the vendor's client), auth-token twice, auth-revocation, introspection
            assertThat(emulators.calls()).hasToString("8/0");
            assertThat(emulators.calls().of("auth-introspection")).hasToString("3/0");
            assertThat(emulators.calls().of("auth-token")).hasToString("2/0");
        }
    }

    @Test
    @Scenario("E2")
    void withoutASecondaryNobodyStandsIn() {
        try (DualAuthleteApi api = ofThePrimaryAlone()) {
            emulators.primary().faults().refuseConnections();

            AuthleteApiException failure =
                    catchThrowableOfType(AuthleteApiException.class, () -> new OAuth(api).introspect("any"));

            assertThat(failure)
                    .hasMessage("auth-introspection is temporarily unavailable: primary UNAVAILABLE (not connected)");
            assertThat(failure.getStatusCode()).isEqualTo(503);
        }
    }

    @Test
    @Scenario("E2")
    void thatThereIsNoSecondaryIsSaidOnce() {
        Logger logger = (Logger) LoggerFactory.getLogger(DualAuthleteApi.class);
        Level level = logger.getLevel();
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        said.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(said);
        try (DualAuthleteApi api = ofThePrimaryAlone()) {
            new OAuth(api).introspect("any");
            new OAuth(api).introspect("any");
        } finally {
            logger.detachAppender(said);
            logger.setLevel(level);
        }
        assertThat(said.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("No secondary backend is configured: every call goes to the primary at "
                        + emulators.primary().baseUrl());
    }

    @Test
    @Scenario("E3")
    void withoutAPrimaryTheSecondaryServesWhatItLeads() {
        TestClient client = registered().atSecondary();
        emulators.primary().faults().refuseConnections();
        try (DualAuthleteApi api = secondaryFirst()) {
            OAuth oauth = new OAuth(api);
            emulators.mark();

            AuthorizationResponse authorization = oauth.authorize(client);
            AuthorizationIssueResponse issued = oauth.issue(authorization.getTicket());
            Tokens first = Tokens.of(oauth.redeem(client, issued.getAuthorizationCode()));
            Tokens second = Tokens.of(oauth.refresh(client, first.refresh()));
            assertThat(oauth.isActive(second.access())).isTrue();
            assertThat(emulators.calls()).hasToString("0/6"); // one each, and a look-up of what is refreshed
        }
    }

    @Test
    @Scenario("E3")
    void withoutAPrimaryARevocationHoldsAtTheSecondary() {
        TestClient client = registered().atSecondary();
        emulators.primary().faults().refuseConnections();
        try (DualAuthleteApi api = secondaryFirst()) {
            OAuth oauth = new OAuth(api);
            Tokens tokens = oauth.login(client);
            emulators.mark();

            RevocationResponse revocation = oauth.revoke(client, tokens.access());

            assertThat(revocation.getAction()).isEqualTo(RevocationResponse.Action.OK);
            assertThat(emulators.calls().of("auth-revocation")).hasToString("0/1");
            assertThat(new OAuth(emulators.secondaryApi()).isActive(tokens.access()))
                    .isFalse();
            assertThat(oauth.isActive(tokens.access())).isFalse();
            TokenResponse refresh = oauth.refresh(client, tokens.refresh());
            assertThat(refresh.getAction()).isEqualTo(TokenResponse.Action.BAD_REQUEST);
            assertThat(refresh.getResponseContent()).contains("invalid_grant");
        }
    }

    @Test
    @Scenario("E3")
    void whatIsDeadIsCalledDeadByWhoeverIsUp() {
        TestClient client = registered().atSecondary();
        try (DualAuthleteApi api = secondaryFirst()) {
            OAuth oauth = new OAuth(api);
            Tokens tokens = oauth.login(client);
            oauth.revoke(client, tokens.access());
            // The primary does not know the client, so its word on the refresh token is not the last.
            assertThat(oauth.refresh(client, tokens.refresh()).getResponseContent())
                    .contains("invalid_grant");

            emulators.primary().faults().refuseConnections();
            assertThat(oauth.isActive(tokens.access())).isFalse();
            assertThat(oauth.introspect(tokens.access()).isExistent()).isFalse();
        }
    }

    @Test
    @Scenario("E3")
    void withoutAPrimaryAClientIsManagedAtTheSecondary() {
        TestClient client = registered().atSecondary();
        emulators.primary().faults().refuseConnections();
        try (DualAuthleteApi api = secondaryFirst()) {
            emulators.mark();

            api.updateClientLockFlag(String.valueOf(client.id()), true);
            assertThat(new OAuth(api).clientCredentials(client).getAction()).isNotEqualTo(TokenResponse.Action.OK);
            api.deleteClient(client.id());

            assertThat(emulators.calls().of("client-lock-flag-update", "client-delete"))
                    .hasToString("0/2");
            assertThat(emulators.secondaryApi().getClientList().getClients())
                    .extracting(Client::getClientId)
                    .doesNotContain(client.id());
        }
    }

    @Test
    @Scenario("E3")
    void aPrimaryThatAppearsIsAsked() {
        TestClient client = registered().atPrimary();
        String token =
                new OAuth(emulators.primaryApi()).clientCredentials(client).getAccessToken();
        Fault absent = emulators.primary().faults().refuseConnections();
        try (DualAuthleteApi api = secondaryFirst()) {
            OAuth oauth = new OAuth(api);
            AuthleteApiException failure =
                    catchThrowableOfType(AuthleteApiException.class, () -> oauth.introspect(token));
            assertThat(failure)
                    .hasMessage("auth-introspection is temporarily unavailable: secondary UNRECOGNIZED"
                            + " (unknown credential, HTTP 200), primary UNAVAILABLE (not connected)");

            absent.release();
            costs("1/1", () -> assertThat(oauth.isActive(token)).isTrue());
        }
    }

    private DualAuthleteApi secondaryFirst() {
        return Patience.with(emulators).stage(Stage.SECONDARY_FIRST).build();
    }

    private DualAuthleteApi ofThePrimaryAlone() {
        return Patience.ofPrimaryAlone(emulators).build();
    }
}
