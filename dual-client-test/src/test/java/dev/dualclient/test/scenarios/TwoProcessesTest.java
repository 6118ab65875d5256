package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.dto.RevocationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes that share nothing but the store: this process and another one. */
@OnServers
class TwoProcessesTest extends Scene {

    private static final String REFUSED = "ended BAD_REQUEST";

    private NodeProcess other;

    @BeforeEach
    void setUp() {
        other = NodeProcess.start(emulators, nodes.space(), Set.of());
    }

    @AfterEach
    void tearDown() {
        if (other != null) {
            other.close();
        }
    }

    @Test
    @Scenario("B18")
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
    @Scenario("B18")
    void aCodeIsRedeemedOnceByEitherProcess() {
        DualAuthleteApi here = nodes.start();
        String code = new OAuth(here).code(client);
        Tokens tokens = NodeProcess.tokens(other.does("redeem", client, code));
        replay.isActive(here, tokens);
        Replay.refused(new OAuth(here).redeem(client, code));
        assertThat(other.does("introspect", client, tokens.access())).isEqualTo("ended false");
    }
}
