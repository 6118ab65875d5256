package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import org.junit.jupiter.api.Test;

/** A server that was written for one backend, and has not been changed. */
@DualClientTest
class DropInTest {

    private static final String ODD = "shop/north?x=1#top 100%+ü€";

    @Test
    @Scenario("E8")
    void aClientIsFoundByAnAliasOfOddCharacters(Emulators emulators, DualAuthleteApi api) {
        TestClient left = emulators
                .client()
                .with(client -> client.setClientIdAlias(ODD).setClientIdAliasEnabled(true))
                .atSecondary();
        emulators.mark();
        Client found = api.getClient(ODD);
        assertThat(found.getClientId()).isEqualTo(left.id());
        assertThat(found.getClientIdAlias()).isEqualTo(ODD);
        assertThat(emulators.calls().of("client-get")).hasToString("1/1");
        assertThat(emulators.calls()).hasToString("1/1");

        TestClient migrated = emulators
                .client()
                .with(client -> client.setClientIdAlias("2" + ODD).setClientIdAliasEnabled(true))
                .atPrimary();
        emulators.mark();
        assertThat(api.getClient("2" + ODD).getClientId()).isEqualTo(migrated.id());
        assertThat(emulators.calls()).hasToString("1/0");
    }

    @Test
    @Scenario("E11")
    void aServerThatAsksForTheDefaultApiIsServedByBothBackends(Emulators emulators, DualAuthleteApi api) {
        TestClient migrated = emulators.client().atBoth();
        TestClient left = emulators.client().atSecondary();

        api.installAsDefault();
        assertThat(server().clientCredentials(migrated).getAction())
                .as("the primary has its secret")
                .isEqualTo(TokenResponse.Action.OK);

        assertThat(AuthleteApiFactory.getDefaultApi()).isSameAs(api);
        for (TestClient client : new TestClient[] {migrated, left}) {
            emulators.mark();
            Tokens tokens = server().login(client);
            TokenResponse refreshed = server().refresh(client, tokens.refresh());
            assertThat(refreshed.getAction()).isEqualTo(TokenResponse.Action.OK);
            assertThat(server().isActive(refreshed.getAccessToken())).isTrue();
            // Authorization, issue, introspection beside the token requests, one of which may try a secret; for the
            // client left behind the secondary is asked once more, for what is refreshed.
            assertThat(emulators.calls().without("auth-token")).hasToString(client == migrated ? "3/0" : "0/4");
        }
    }

    /** As such a server is written: nothing is kept, nothing is injected. */
    private static OAuth server() {
        return new OAuth(AuthleteApiFactory.getDefaultApi());
    }
}
