package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import dev.dualclient.test.stores.Stores;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two nodes that share nothing but the store: this process and another one. */
@DualClientTest
@ParameterizedClass
@EnumSource(
        value = Stores.class,
        names = {"POSTGRESQL", "REDIS"})
class TwoProcessesTest {

    private static final String REFUSED = "ended BAD_REQUEST";

    @Parameter
    private Stores store;

    private Nodes nodes;
    private NodeProcess other;
    private TestClient client;
    private Replay replay;

    @BeforeEach
    void setUp(Emulators emulators) {
        nodes = new Nodes(emulators, store);
        client = emulators.client().atBoth();
        replay = new Replay(emulators, client);
        other = NodeProcess.start(emulators, nodes.space(), Set.of());
    }

    @AfterEach
    void tearDown() {
        if (other != null) {
            other.close();
        }
        nodes.close();
    }

    @Test
    @DisplayName("B18: what one process has used or killed is used up or dead in the other one at once")
    void whatOneProcessDidTheOtherKnows() {
        DualAuthleteApi here = nodes.start();
        Tokens first = replay.migrated();
        Tokens second = NodeProcess.tokens(other.does("refresh", client, first.refresh()));
        replay.isRefused(here, first, "1/0", "1/0");

        Tokens third = replay.refreshed(here, second);
        assertThat(other.does("refresh", client, second.refresh())).isEqualTo(REFUSED);
        assertThat(other.does("introspect", client, second.access())).isEqualTo("ended false");
        assertThat(other.does("introspect", client, third.access())).isEqualTo("ended true");

        assertThat(other.does("revoke", client, third.access())).isEqualTo("ended OK");
        assertThat(new OAuth(here).isActive(third.access())).isFalse();
        Replay.refused(new OAuth(here).refresh(client, third.refresh()));

        Tokens killedHere = replay.migrated();
        assertThat(new OAuth(here).revoke(client, killedHere.refresh()).getAction())
                .isEqualTo(RevocationResponse.Action.OK);
        assertThat(other.does("introspect", client, killedHere.access())).isEqualTo("ended false");
        assertThat(other.does("refresh", client, killedHere.refresh())).isEqualTo(REFUSED);
    }

    @Test
    @DisplayName("B18: a code that one process has redeemed is refused by the other one, and its tokens are revoked")
    void aCodeIsRedeemedOnceByEitherProcess() {
        DualAuthleteApi here = nodes.start();
        String code = new OAuth(here).code(client);
        Tokens tokens = NodeProcess.tokens(other.does("redeem", client, code));
        replay.isActive(here, tokens);
        Replay.refused(new OAuth(here).redeem(client, code));
        assertThat(other.does("introspect", client, tokens.access())).isEqualTo("ended false");
    }
}
