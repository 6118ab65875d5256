package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AccessToken;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is dead, and how many lines live, by what was answered and by the backends' own token lists. It knows nothing of
 * custody. Each user has one login, and so one line.
 */
final class Truth {

    private final List<AuthleteApi> backends;
    private final Map<String, String> dead = new HashMap<>();
    private final Set<String> consumed = new HashSet<>();
    private List<Map<String, String>> before = List.of();

    Truth(Emulators emulators) {
        backends = List.of(emulators.primaryApi(), emulators.secondaryApi());
    }

    /** Both tokens were answered as replaced or killed. */
    void dies(Tokens tokens, String why) {
        dead.putIfAbsent(tokens.access(), why);
        dead.putIfAbsent(tokens.refresh(), why);
    }

    /** A token was accepted, so it must not be dead. */
    void accepted(String token) {
        assertThat(dead.get(token)).as("why the accepted token is dead").isNull();
    }

    /** Looks at the lists before a refresh. */
    void beforeRefresh() {
        before = refreshTokens();
    }

    /** Notes what a refresh consumed at either backend, answered or not, and counts the lines of each user. */
    void afterRefresh() {
        List<Map<String, String>> after = refreshTokens();
        for (int side = 0; side < after.size(); side++) {
            Map<String, String> now = after.get(side);
            before.get(side).forEach((user, hash) -> {
                if (now.containsKey(user) && !now.get(user).equals(hash)) {
                    consumed.add(hash);
                }
            });
        }
        Map<String, Set<String>> lines = new HashMap<>();
        after.forEach(backend -> backend.forEach((user, hash) ->
                lines.computeIfAbsent(user, key -> new HashSet<>()).add(hash)));
        lines.forEach((user, hashes) -> {
            hashes.removeAll(consumed);
            hashes.removeIf(hash ->
                    dead.keySet().stream().anyMatch(token -> Opaque.hash(token).equals(hash)));
            assertThat(hashes).as("living lines of %s", user).hasSizeLessThanOrEqualTo(1);
        });
    }

    private List<Map<String, String>> refreshTokens() {
        return backends.stream().map(Truth::refreshTokens).toList();
    }

    private static Map<String, String> refreshTokens(AuthleteApi backend) {
        Map<String, String> ofUser = new HashMap<>();
        AccessToken[] rows = backend.getTokenList(0, 1_000).getAccessTokens();
        if (rows != null) {
            for (AccessToken row : rows) {
                ofUser.put(row.getSubject(), row.getRefreshTokenHash());
            }
        }
        return ofUser;
    }
}
