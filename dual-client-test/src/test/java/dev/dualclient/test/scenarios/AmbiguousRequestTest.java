package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.RevocationRequest;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.TokenRevokeRequest;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClientBuilder;
import dev.dualclient.test.migrator.Snapshot;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that two parsers would read in two ways, and requests that leave out what they should name. */
@ThroughBothFronts
class AmbiguousRequestTest extends Scene {

    @Override
    TestClientBuilder describe(TestClientBuilder registered) {
        return registered.publicClient();
    }

    /** In these forms {@code TOKEN} stands for a living token, {@code CLIENT} for its public client. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "token=%ZZ&t%6Fken=TOKEN&client_id=CLIENT",
                "t%6Fken=TOKEN&client_id=CLIENT",
                "token=%ZZ&client_id=CLIENT",
                "token=%4&client_id=CLIENT",
                "token=%&client_id=CLIENT",
                "token=%+1&client_id=CLIENT",
                "token=TOKEN&token=TOKEN&client_id=CLIENT",
                "token=x&token=TOKEN&client_id=CLIENT",
                "token=TOKEN&token=&client_id=CLIENT",
                "token&token=TOKEN&client_id=CLIENT",
                "token=TOKEN&client_id=CLIENT&client%5Fid=1",
                "token=TOKEN&client_id=CLIENT&client_id=1",
                "token=TOKEN&client_id=CLIENT&state=%ZZ",
                "token=TOKEN&client_id=CLIENT&%ZZ=x",
                "token=TOKEN&client_id=CLIENT&state=%00",
                "token=TOKEN&client_id=CLIENT&token%00=x",
                "token=%C0%AE&client_id=CLIENT",
                "token=%E0%80%AF&client_id=CLIENT",
                "token=%ED%A0%80&client_id=CLIENT",
                "token=%F4%90%80%80&client_id=CLIENT",
                "token=%FF&client_id=CLIENT",
                "token=%C3&client_id=CLIENT",
                "token=%C3x%A9&client_id=CLIENT",
                "token=TOKEN%00&client_id=CLIENT",
                "token=TOKEN%0A&client_id=CLIENT",
                "token=TOKEN%20&client_id=CLIENT",
                "token=+TOKEN&client_id=CLIENT",
                "token=TOKEN%E3%80%80&client_id=CLIENT",
                "token=TOKEN%C2%A0&client_id=CLIENT",
                "client_id=CLIENT&token=TOKEN ",
                "token=TOKEN&client_id=CLIENT%20",
                "token=TOKEN\u0000&client_id=CLIENT"
            })
    @Scenario("N1")
    void aRevocationThatCannotBeReadInOneWayEndsNothing(String form) {
        Tokens named = replay.migrated();
        Tokens other = replay.migrated();
        DualAuthleteApi api = nodes.start();

        malformed(() -> api.revocation(new RevocationRequest().setParameters(filled(form, named.access()))));

        allLive(api, named, other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id=CLIENT", "client_id=CLIENT&token=", "client_id=CLIENT&token", "token=&&"})
    @Scenario("N1")
    void aRevocationWithoutATokenIsNoneOfTheWholeClient(String form) {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start();

        RevocationResponse answer =
                api.revocation(new RevocationRequest().setClientId(id()).setParameters(filled(form, "")));

        assertThat(answer.getAction()).isEqualTo(RevocationResponse.Action.BAD_REQUEST);
        assertThat(answer.getResponseContent()).contains("invalid_request");
        allLive(api, tokens);
    }

    private void allLive(DualAuthleteApi api, Tokens... living) {
        assertThat(api.dualClient().outbox().rows()).isEmpty();
        for (Tokens tokens : List.of(living)) {
            assertThat(replay.atPrimary().isActive(tokens.access())).isTrue();
            assertThat(replay.atSecondary().isActive(tokens.access())).isTrue();
            replay.isActive(api, tokens);
            replay.refreshed(api, tokens);
        }
    }

    /** In these forms {@code TOKEN} stands for a refresh token that was used up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=refresh_token&refresh_token=%ZZ&refresh%5Ftoken=TOKEN",
                "grant_type=refresh_token&refresh%5Ftoken=TOKEN",
                "grant_type=refresh_token&refresh_token=x&refresh_token=TOKEN",
                "grant_type=refresh_token&refresh_token=TOKEN&refresh_token=x",
                "grant_type=refresh_token&refresh_token=&refresh_token=TOKEN",
                "grant_type=refresh_token&refresh_token=TOKEN&scope=%C0%80",
                "grant%5Ftype=refresh_token&refresh_token=TOKEN",
                "grant_type=client_credentials&grant_type=refresh_token&refresh_token=TOKEN",
                "grant_type=refresh_token&grant_type=client_credentials&refresh_token=TOKEN",
                "grant_type=refresh_token%20&refresh_token=TOKEN",
                "grant_type=refresh_token&refresh_token=TOKEN ",
                "grant_type=refresh_token&refresh_token=TOKEN%20",
                "grant_type=refresh_token&refresh_token=+TOKEN",
                "grant_type=Refresh_Token&refresh_token=TOKEN",
                "grant_type=refresh_token%00&refresh_token=TOKEN"
            })
    @Scenario("N2")
    void aRefreshThatCannotBeReadInOneWayBringsNothing(String form) {
        Tokens spent = replay.migrated();
        DualAuthleteApi api = nodes.start();
        Tokens living = replay.refreshed(api, spent);

        malformed(() -> api.token(new TokenRequest().setClientId(id()).setParameters(filled(form, spent.refresh()))));

        replay.refreshed(api, living);
    }

    /** A backend may take the grant type for the one that it looks like, as the emulators do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=refresh-token&refresh_token=TOKEN",
                "grant_type=urn:example:refresh_token&refresh_token=TOKEN",
                "grant_type=urn:example:refresh_token&refresh_token=TOKEN&code=x",
                "grant_type=of-tomorrow&refresh_token=TOKEN"
            })
    @Scenario("N2")
    void aCredentialOfAGrantTypeThatNobodyKnowsBringsNothing(String form) {
        Tokens spent = replay.migrated();
        DualAuthleteApi api = nodes.start();
        Tokens living = replay.refreshed(api, spent);

        malformed(() -> api.token(new TokenRequest().setClientId(id()).setParameters(filled(form, spent.refresh()))));

        replay.refreshed(api, living);
    }

    @Test
    @Scenario("N2")
    void aGrantTypeThatNobodyKnowsIsAnsweredByABackend() {
        TokenResponse answer = nodes.start()
                .token(new TokenRequest().setClientId(id()).setParameters("grant_type=of-tomorrow&assertion=x"));

        assertThat(answer.getAction()).isEqualTo(TokenResponse.Action.BAD_REQUEST);
        assertThat(answer.getResponseContent()).contains("unsupported_grant_type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"audience=a&audience=b", "state=caf%C3%A9&x=%20+%F0%9F%98%80"})
    @Scenario("N2")
    void whatNobodyReadsMayBeRepeatedAndBeInAnyScript(String more) {
        Tokens tokens = replay.migrated();
        DualAuthleteApi api = nodes.start();

        replay.accepted(api.token(new TokenRequest()
                .setClientId(id())
                .setParameters("grant_type=refresh_token&refresh_token=" + tokens.refresh() + "&" + more)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject", "access", "refresh", "all"})
    @Scenario("N3")
    void anEmptyValueNarrowsNoKill(String empty) {
        Tokens tokens = replay.atSecondary().login(client);
        Snapshot snapshot = emulators.migrator().read();
        DualAuthleteApi api = nodes.start();

        api.tokenRevoke(new TokenRevokeRequest()
                .setClientIdentifier(id())
                .setSubject(empty.matches("subject|all") ? "" : null)
                .setAccessTokenIdentifier(empty.matches("access|all") ? "" : null)
                .setRefreshTokenIdentifier(empty.matches("refresh|all") ? "" : null));
        assertThat(emulators.migrator().write(snapshot)).isPositive();
        assertThat(replay.atPrimary().isActive(tokens.access()))
                .as("a late copy lives")
                .isTrue();

        assertThat(new OAuth(nodes.restart(Stage.PRIMARY_FIRST))
                        .introspect(tokens.access())
                        .isExistent())
                .isFalse();
        assertThat(replay.atPrimary().isActive(tokens.access())).isFalse();
    }

    private void malformed(Runnable call) {
        AuthleteApiException refused = costs("0/0", () -> catchThrowableOfType(AuthleteApiException.class, call::run));
        assertThat(refused).isNotNull();
        assertThat(refused.getStatusCode()).isEqualTo(400);
        assertThat(refused.getResponseBody()).contains("\"resultCode\":\"A000201\"");
    }

    private String id() {
        return String.valueOf(client.id());
    }

    private String filled(String form, String token) {
        return form.replace("CLIENT", id()).replace("TOKEN", token);
    }
}
