package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The end of one token of a client or user who has very many, at backends whose token list is slow. Others than that token
 * are not concerned. {@code -Dtokens.of.client=100000} is the long form.
 */
@DualClientTest
class ManyTokensTest extends Scene {

    private static final int OF_CLIENT = Integer.getInteger("tokens.of.client", 1_000);
    private static final int OF_USER = 2_000;
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration SLACK = Duration.ofSeconds(3); // for a busy machine
    private static final String LIST = "auth-token-get-list";

    @Test
    @Scenario("N12")
    void oneOfVeryManyTokensOfAClientIsEndedWithoutAList() {
        List<String> tokens = created(GrantType.CLIENT_CREDENTIALS, null, OF_CLIENT);
        DualAuthleteApi api = slowLists();
        emulators.mark();
        long start = System.nanoTime();
        assertThat(new OAuth(api).revoke(client, tokens.get(OF_CLIENT / 2)).getAction())
                .isEqualTo(RevocationResponse.Action.OK);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(KILL_TIMEOUT);
        assertThat(emulators.calls().of(LIST)).hasToString("0/0");
        isDeadAlone(api, tokens);
    }

    @Test
    @Scenario("N12")
    void oneOfManyTokensOfAUserIsEndedInTime() {
        List<String> tokens = created(GrantType.AUTHORIZATION_CODE, "john", OF_USER);
        assertThat(emulators.migrator().runOnce()).isEqualTo(OF_USER);
        DualAuthleteApi api = slowLists();
        long start = System.nanoTime();
        try {
            assertThat(new OAuth(api).revoke(client, tokens.get(OF_USER / 2)).getAction())
                    .isEqualTo(RevocationResponse.Action.OK);
        } catch (AuthleteApiException later) {
            assertThat(later.getStatusCode()).isEqualTo(503);
            assertThat(later.getResponseHeaders()).containsKey("Retry-After");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(KILL_TIMEOUT.plus(SLACK));
        for (int second = 0; second < 120 && isAnywhere(tokens.get(OF_USER / 2)); second++) {
            nodes.pass(Duration.ofSeconds(1));
        }
        assertThat(isAnywhere(tokens.get(OF_USER / 2))).as("after two minutes").isFalse();
        isDeadAlone(api, tokens);
        for (AuthleteApi backend : List.of(emulators.primaryApi(), emulators.secondaryApi())) {
            assertThat(backend.getTokenList(0, 1).getTotalCount()).isEqualTo(OF_USER - 1);
        }
    }

    /** Asks for the one that was ended, and for some of the others. */
    private void isDeadAlone(DualAuthleteApi api, List<String> tokens) {
        int dead = tokens.size() / 2;
        assertThat(new OAuth(api).isActive(tokens.get(dead))).isFalse();
        for (int other : new int[] {0, 1, dead - 1, dead + 1, tokens.size() - 1}) {
            assertThat(new OAuth(api).isActive(tokens.get(other)))
                    .as("%d", other)
                    .isTrue();
        }
    }

    private boolean isAnywhere(String token) {
        return replay.atPrimary().isActive(token) || replay.atSecondary().isActive(token);
    }

    private DualAuthleteApi slowLists() {
        emulators.primary().faults().on(LIST).delay(Duration.ofMillis(50));
        emulators.secondary().faults().on(LIST).delay(Duration.ofMillis(50));
        return nodes.start(node -> node.killTimeout(KILL_TIMEOUT));
    }

    private List<String> created(GrantType grant, String subject, int count) {
        AuthleteApi backend = emulators.secondaryApi();
        return Stream.generate(() -> backend.tokenCreate(new TokenCreateRequest()
                                .setGrantType(grant)
                                .setClientId(client.id())
                                .setSubject(subject))
                        .getAccessToken())
                .limit(count)
                .toList();
    }
}
