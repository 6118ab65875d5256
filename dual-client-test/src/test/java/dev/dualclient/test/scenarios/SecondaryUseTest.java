package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.ClientUse;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.UseWindow;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who still needs the secondary: once each, on all nodes, and no longer than it is true. */
@DualClientTest
class SecondaryUseTest extends Scene {

    SecondaryUseTest() {
        store = Stores.H2;
    }

    @Test
    @Scenario("N38")
    void aClientIsCountedOnceOnAllNodesAndOverRestartsUntilTheWindowHasPassed() {
        TestClient shop = registered()
                .with(it -> it.setClientIdAlias("the-shop").setClientIdAliasEnabled(true))
                .atSecondary();
        TestClient other = registered().atSecondary();
        DualAuthleteApi one = nodes.start();
        DualAuthleteApi two = nodes.start();
        String token = new OAuth(emulators.secondaryApi()).login(shop).access();
        assertThat(new OAuth(one).isActive(token)).isTrue();
        assertThat(two.token(new TokenRequest()
                                .setClientId("the-shop")
                                .setClientSecret(shop.secret())
                                .setParameters("grant_type=client_credentials"))
                        .getAction())
                .isEqualTo(TokenResponse.Action.OK);
        assertThat(new OAuth(two).clientCredentials(other).getAction()).isEqualTo(TokenResponse.Action.OK);

        nodes.pass(Duration.ofMinutes(1));
        for (DualAuthleteApi node : List.of(one, two)) {
            List<ClientUse> uses = node.dualClient().secondaryUse();
            assertThat(uses).hasSize(2);
            assertThat(uses.get(0).answers(UseWindow.HOUR)).isEqualTo(2);
            assertThat(uses.get(1).answers(UseWindow.WEEK)).isEqualTo(1);
        }
        assertThat(two.dualClient().secondaryUse())
                .extracting(ClientUse::client)
                .containsExactly(String.valueOf(shop.id()), String.valueOf(other.id()));

        DualAuthleteApi later = nodes.restart(Stage.PRIMARY_FIRST);
        assertThat(later.dualClient().secondaryUse())
                .hasSize(2)
                .first()
                .satisfies(use -> assertThat(use.answers(UseWindow.HOUR)).isEqualTo(2));
        nodes.pass(Duration.ofHours(2));
        assertThat(later.dualClient().secondaryUse()).allSatisfy(use -> {
            assertThat(use.answers(UseWindow.HOUR)).isZero();
            assertThat(use.answers(UseWindow.DAY)).isPositive();
        });
        nodes.pass(Duration.ofDays(2));
        assertThat(later.dualClient().state().dependentClients())
                .containsEntry(UseWindow.DAY, 0)
                .containsEntry(UseWindow.WEEK, 2);
        nodes.pass(Duration.ofDays(6));
        assertThat(later.dualClient().secondaryUse()).isEmpty();
    }
}
