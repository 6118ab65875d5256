package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dualclient.test.emulator.Authlete.Registered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Many tokens: read page by page, and ended by one call. */
class TokenListTest {

    private static Authlete server(UnaryOperator<AuthleteEmulatorBuilder> switches) {
        return new Authlete(switches.apply(AuthleteEmulator.builder()).service());
    }

    private static Registered clientWithTokens(Authlete authlete, int count) {
        Registered client = authlete.client();
        for (int i = 0; i < count; i++) {
            authlete.call(
                    "auth-token-create", "grantType", "AUTHORIZATION_CODE", "clientId", client.id(), "subject", "john");
        }
        return client;
    }

    private static JsonNode list(Authlete authlete, String... nameValues) {
        Map<String, String> query = new HashMap<>();
        for (int i = 0; i < nameValues.length; i += 2) {
            query.put(nameValues[i], nameValues[i + 1]);
        }
        return authlete.call("auth-token-get-list", Map.of(), query, MissingNode.getInstance())
                .json();
    }

    private static List<String> page(Authlete authlete, int start, int end) {
        List<String> hashes = new ArrayList<>();
        list(authlete, "start", Integer.toString(start), "end", Integer.toString(end))
                .path("accessTokens")
                .forEach(row -> hashes.add(row.path("accessTokenHash").asString()));
        return hashes;
    }

    private static List<String> inPagesOfFive(Authlete authlete, int count) {
        List<String> all = new ArrayList<>();
        for (int start = 0; start < count; start += 5) {
            all.addAll(page(authlete, start, start + 5));
        }
        return all;
    }

    @Test
    void pagesSideBySideShowEveryRowOnce() {
        Authlete authlete = server(builder -> builder);
        clientWithTokens(authlete, 12);

        assertThat(inPagesOfFive(authlete, 12))
                .isEqualTo(page(authlete, 0, 100))
                .doesNotHaveDuplicates();
    }

    @Test
    void aShiftingListHidesARowAtEachBorder() {
        Authlete authlete = server(AuthleteEmulatorBuilder::shiftingLists);
        clientWithTokens(authlete, 15);
        List<String> before = page(authlete, 0, 100);
        List<String> read = inPagesOfFive(authlete, 15);

        // the pages begin at rows 1, 7 and 13, so 6 and 12 are in none of them
        assertThat(read).hasSize(15).doesNotContain(before.get(6), before.get(12));
        assertThat(new LinkedHashSet<>(read)).hasSize(13);
        assertThat(list(authlete).path("totalCount").asInt()).isEqualTo(15);
    }

    @Test
    void pagesThatOverlapShowAllOfAShiftingList() {
        Authlete authlete = server(AuthleteEmulatorBuilder::shiftingLists);
        clientWithTokens(authlete, 12);
        LinkedHashSet<String> read = new LinkedHashSet<>();
        for (int start = 0; start < 12; start += 4) {
            read.addAll(page(authlete, start, start + 5));
        }

        assertThat(read).hasSize(12);
    }

    @Test
    void everyOtherPageCanLackARow() {
        Authlete authlete = server(AuthleteEmulatorBuilder::missingRows);
        clientWithTokens(authlete, 3);
        List<String> first = page(authlete, 0, 5);
        List<String> second = page(authlete, 0, 5);

        assertThat(first).hasSize(2).isEqualTo(second.subList(0, 2));
        assertThat(second).hasSize(3);
        assertThat(list(authlete).path("totalCount").asInt()).isEqualTo(3);
    }

    @Test
    void aPageCanRepeatTheRowBeforeIt() {
        Authlete authlete = server(AuthleteEmulatorBuilder::repeatedRows);
        clientWithTokens(authlete, 7);
        List<String> first = page(authlete, 0, 5);
        List<String> second = page(authlete, 5, 10);

        assertThat(first).hasSize(5);
        assertThat(second).hasSize(3).startsWith(first.get(4));
    }

    @Test
    void theStatusOfTokensCanBeIgnored() {
        Authlete authlete = server(AuthleteEmulatorBuilder::tokenStatusIgnored);
        clientWithTokens(authlete, 2);

        assertThat(list(authlete, "tokenStatus", "INVALID").path("totalCount").asInt())
                .isEqualTo(2);
        authlete.advance(Duration.ofHours(2));
        assertThat(list(authlete, "tokenStatus", "VALID").path("totalCount").asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void oneCallEndsTwentyTokens(AuthleteVersion version) {
        Authlete authlete = server(builder -> builder.version(version));
        Registered client = clientWithTokens(authlete, 45);
        clientWithTokens(authlete, 1);
        List<String> before = page(authlete, 0, 100);

        assertThat(revoked(authlete, "clientIdentifier", client.id())).isEqualTo(20);
        assertThat(page(authlete, 0, 100)).isEqualTo(before.subList(20, 46));
        assertThat(revoked(authlete, "clientIdentifier", client.id(), "subject", "john"))
                .isEqualTo(20);
        assertThat(revoked(authlete, "clientIdentifier", client.id())).isEqualTo(5);
        assertThat(revoked(authlete, "subject", "john")).isEqualTo(1);
        assertThat(revoked(authlete, "subject", "john")).isZero();
    }

    @Test
    void theLimitOfOneCallCanBeSet() {
        Authlete authlete = server(builder -> builder.bulkRevocationLimit(2));
        clientWithTokens(authlete, 3);

        assertThat(revoked(authlete, "subject", "john")).isEqualTo(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuthleteEmulator.builder().bulkRevocationLimit(0));
    }

    private static int revoked(Authlete authlete, Object... request) {
        return authlete.call("auth-token-revoke", request).json().path("count").asInt();
    }
}
