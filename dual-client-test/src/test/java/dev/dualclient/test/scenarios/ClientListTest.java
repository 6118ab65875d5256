package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.ClientListResponse;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients of both backends, read as one list, page by page. */
@ThroughBothFronts
class ClientListTest {

    @Parameter
    private Front front;

    private static final String LIST = "client-get-list";

    private Emulators emulators;
    private final List<Long> atBoth = new ArrayList<>();
    private final List<Long> atPrimary = new ArrayList<>();
    private final List<Long> atSecondary = new ArrayList<>();

    @BeforeEach
    void register(Emulators given) {
        emulators = given;
        for (int i = 0; i < 3; i++) {
            atSecondary.add(given.client().atSecondary().id());
            atBoth.add(given.client().atBoth().id());
            atPrimary.add(given.client().atPrimary().id());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 9, 100})
    @DisplayName("A25: the pages of the union show every client once, and the last page tells how many there are")
    void pagesShowEveryClientOnce(int size) {
        try (DualAuthleteApi api = front.build(Patience.with(emulators))) {
            List<Long> seen = new ArrayList<>();
            int total = Integer.MAX_VALUE;
            for (int start = 0; start < total; start += size) {
                emulators.mark();
                ClientListResponse page = api.getClientList(start, start + size);
                assertThat(emulators.calls()).hasToString("1/1");
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
    @DisplayName("A25: a page beyond the end is empty")
    void aPageBeyondTheEndIsEmpty() {
        try (DualAuthleteApi api = front.build(Patience.with(emulators))) {
            ClientListResponse page = api.getClientList(50, 60);
            assertThat(ids(page)).isEmpty();
            assertThat(page.getTotalCount()).isEqualTo(9);
        }
    }

    @Test
    @DisplayName("A25: while one of them is down, the pages are those of the other")
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
    @DisplayName("D7: a total that is no number harms no list, nor a look-up in one")
    void anOddTotalIsHarmless(String total) {
        TestClient client = emulators.client().atBoth();
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
    @DisplayName("D7: a list with an entry that is no client is a failure of the call, and no other failure")
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
                emulators.mark();
                ClientListResponse page = api.getClientList(start, start + 4);
                assertThat(emulators.calls()).hasToString(calls);
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
