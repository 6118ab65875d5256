package dev.dualclient.test.histories.truth;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.json.JsonNode;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Side;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The token rows of both backends, as their own lists show them; and which tokens were replaced there, answered or not. */
final class Ledger {

    /** The property of a row that says of which login it is. */
    static final String LOGIN = "login";

    private static final ApiCall LIST = ApiCall.of(Catalogue.operation("auth-token-get-list"))
            .query("start", "0")
            .query("end", "1000")
            .build();

    /** A row: one login, begun at one moment, at one backend. */
    private record Name(String login, long createdAt) {}

    /** What it holds; the refresh token is empty where there is none. */
    private record Hashes(String access, String refresh) {}

    private final BiFunction<Side, ApiCall, ApiResponse> backends;
    private final Map<Side, Map<Name, Hashes>> rows = new EnumMap<>(Side.class);
    private final Map<Side, Set<String>> replaced = new EnumMap<>(Side.class);
    private final Map<String, Long> expiries = new HashMap<>();

    Ledger(BiFunction<Side, ApiCall, ApiResponse> backends) {
        this.backends = backends;
        for (Side side : Side.values()) {
            replaced.put(side, new HashSet<>());
            rows.put(side, read(side));
        }
    }

    /**
     * Looks again after rows were copied: what a copy replaces was not used up. Returns the hashes of the refresh tokens
     * that a backend has lost to it.
     */
    Set<String> copied() {
        Set<String> lost = new HashSet<>();
        for (Side side : Side.values()) {
            Set<String> before = refreshHashes(side);
            rows.put(side, read(side));
            before.removeAll(refreshHashes(side));
            lost.addAll(before);
        }
        return lost;
    }

    /** Looks again after a call, and notes what it replaced. */
    void called() {
        for (Side side : Side.values()) {
            Map<Name, Hashes> before = Objects.requireNonNull(rows.get(side));
            Map<Name, Hashes> now = read(side);
            before.forEach((name, hashes) -> {
                Hashes after = now.getOrDefault(name, hashes);
                if (!after.access().equals(hashes.access())) {
                    replacedAt(side).add(hashes.access());
                }
                if (!after.refresh().equals(hashes.refresh())) {
                    replacedAt(side).add(hashes.refresh());
                }
            });
            rows.put(side, now);
        }
    }

    private Set<String> replacedAt(Side side) {
        return Objects.requireNonNull(replaced.get(side));
    }

    /** Whether a backend has replaced the token of this hash by another. */
    boolean replaced(String hash) {
        return replaced.values().stream().anyMatch(each -> each.contains(hash));
    }

    /** Whether this backend has replaced the token of this hash by another. */
    boolean replaced(Side side, String hash) {
        return replacedAt(side).contains(hash);
    }

    /** Whether a token that a row has held is in none any more before it has expired, and nothing has replaced it. */
    boolean lost(String hash, long now) {
        Long until = expiries.get(hash);
        return until != null && (until == 0 || now < until) && !replaced(hash) && gone(hash);
    }

    /**
     * Whether a token is in no row any more: replaced, too, where two requests at once replaced it before anybody looked.
     */
    boolean gone(String hash) {
        return replaced(hash)
                || rows.values().stream()
                        .flatMap(each -> each.values().stream())
                        .noneMatch(row ->
                                row.access().equals(hash) || row.refresh().equals(hash));
    }

    /** Returns how many refresh tokens each login has that no backend has replaced and that are not dead. */
    Map<String, Integer> countLines(Predicate<String> dead) {
        Map<String, Set<String>> lines = new HashMap<>();
        rows.values()
                .forEach(each -> each.forEach((name, hashes) -> {
                    if (!hashes.refresh().isEmpty() && !replaced(hashes.refresh()) && !dead.test(hashes.refresh())) {
                        lines.computeIfAbsent(name.login(), login -> new HashSet<>())
                                .add(hashes.refresh());
                    }
                }));
        Map<String, Integer> counts = new HashMap<>();
        lines.forEach((login, hashes) -> counts.put(login, hashes.size()));
        return counts;
    }

    private Set<String> refreshHashes(Side side) {
        return Objects.requireNonNull(rows.get(side)).values().stream()
                .map(Hashes::refresh)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Map<Name, Hashes> read(Side side) {
        JsonNode list = Objects.requireNonNull(backends.apply(side, LIST).json());
        Map<Name, Hashes> read = new HashMap<>();
        for (JsonNode row : list.path("accessTokens")) {
            String login = login(row);
            String access = row.path("accessTokenHash").asString("");
            String refresh = row.path("refreshTokenHash").asString("");
            if (!login.isEmpty()) {
                read.put(new Name(login, row.path("createdAt").asLong()), new Hashes(access, refresh));
                expiries.put(access, row.path("accessTokenExpiresAt").asLong());
                expiries.put(refresh, row.path("refreshTokenExpiresAt").asLong());
            }
        }
        return read;
    }

    private static String login(JsonNode row) {
        for (JsonNode property : row.path("properties")) {
            if (property.path("key").asString("").equals(LOGIN)) {
                return property.path("value").asString("");
            }
        }
        return "";
    }
}
