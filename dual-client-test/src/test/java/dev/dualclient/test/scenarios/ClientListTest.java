package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.ClientListResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients of both backends, read as one list, page by page. */
@ThroughBothFronts
class ClientListTest extends Scene {

    private static final String LIST = "client-get-list";

    private final List<Long> atBoth = new ArrayList<>();
    private final List<Long> atPrimary = new ArrayList<>();
    private final List<Long> atSecondary = new ArrayList<>();

    @BeforeEach
    void register() {
        for (int i = 0; i < 3; i++) {
            atSecondary.add(registered().atSecondary().id());
            atBoth.add(i == 0 ? client.id() : registered().atBoth().id());
            atPrimary.add(registered().atPrimary().id());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 9, 100})
    @Scenario("A30")
    void pagesShowEveryClientOnce(int size) {
        try (DualAuthleteApi api = front.build(Patience.with(emulators))) {
            List<Long> seen = new ArrayList<>();
            int total = Integer.MAX_VALUE;
            for (int start = 0; start < total; start += size) {
                int first = start;
                ClientListResponse page = costs("1/1", () -> api.getClientList(first, first + size));
                assertThat(page.getStart()).isEqualTo(start);
                assertThat(page.getEnd()).isEqualTo(start + size);
                assertThat(ids(page)).hasSizeLessThanOrEqualTo(size);
                total = page.getTotalCount();
                assertThat(total).isBetween(9, 12); // what both hold is counted once as far as it was met
                seen.addAll(ids(page));
            }
            assertThat(total).isEqualTo(9);
            assertThat(seen).containsExactlyInAnyOrderElementsOf(all());
        }
    }

    @Test
    @Scenario("A30")
    void aPageBeyondTheEndIsEmpty() {
        try (DualAuthleteApi api = front.build(Patience.with(emulators))) {
            ClientListResponse page = api.getClientList(50, 60);
            assertThat(ids(page)).isEmpty();
            assertThat(page.getTotalCount()).isEqualTo(9);
        }
    }

    @Test
    @Scenario("A30")
    void theOtherOnesPagesAreShown() {
        emulators.secondary().faults().refuseConnections();
        showsPagesOf(Stream.of(atBoth, atPrimary), "1/0");
        emulators.secondary().faults().clear();
        emulators.primary().faults().refuseConnections();
        showsPagesOf(Stream.of(atBoth, atSecondary), "0/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"many\"", "null", "{}", "[7]", "-1", "1e99", "99999999999999999999", "true", "\"\"", "1.5"})
    @Scenario("D7")
    void anOddTotalIsHarmless(String total) {
        TestClient client = registered().atBoth();
        Tokens tokens = new Replay(emulators, client).migrated();
        answer(LIST, "{\"resultCode\":\"A000000\",\"clients\":[{\"clientId\":4711}],\"totalCount\":" + total + "}");
        answer(
                "auth-token-get-list",
                "{\"resultCode\":\"A000000\",\"accessTokens\":[{}],\"totalCount\":" + total + "}");
        try (DualAuthleteApi api = front.build(Patience.with(emulators))) {
            ClientListResponse page = api.getClientList(0, 100);
            assertThat(ids(page)).contains(4711L).containsAll(atBoth).containsAll(atSecondary);

            assertThat(new OAuth(api).refresh(client, tokens.refresh()).getAction())
                    .isEqualTo(TokenResponse.Action.OK);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"clientId\":\"x\"}", "7", "[]", "{\"clientId\":{}}"})
    @Scenario("D7")
    void anOddEntryIsAFailureOfTheCall(String entry) {
        answer(LIST, "{\"resultCode\":\"A000000\",\"clients\":[" + entry + "],\"totalCount\":1}");
        try (DualAuthleteApi api = front.build(Patience.with(emulators))) {
            AuthleteApiException failure =
                    catchThrowableOfType(AuthleteApiException.class, () -> api.getClientList(0, 100));
            assertThat(failure).isNotNull();
        }
    }

    private void answer(String operation, String body) {
        emulators.primary().faults().on(operation).answer(200, Map.of(), body);
    }

    private void showsPagesOf(Stream<List<Long>> expected, String calls) {
        List<Long> seen = new ArrayList<>();
        try (DualAuthleteApi api = front.build(Patience.with(emulators))) {
            for (int start = 0; start < 6; start += 4) {
                int first = start;
                ClientListResponse page = costs(calls, () -> api.getClientList(first, first + 4));
                assertThat(page.getTotalCount()).isEqualTo(6);
                seen.addAll(ids(page));
            }
        }
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        expected.flatMap(List::stream).toList());
    }

    private List<Long> all() {
        return Stream.of(atBoth, atPrimary, atSecondary).flatMap(List::stream).toList();
    }

    private static List<Long> ids(ClientListResponse page) {
        return page.getClients() == null
                ? List.of()
                : Stream.of(page.getClients()).map(Client::getClientId).toList();
    }
}
