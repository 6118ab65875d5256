package dev.dualclient.kits.upgrade;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.dualclient.kits.GuardedCalls;
import dev.dualclient.kits.KitMeters;
import dev.dualclient.kits.TokenHash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gets new tokens for legacy ones: one for each, used until shortly before it expires. Requests that come meanwhile with the
 * same legacy token wait for it. Thread-safe.
 */
final class Upgrader implements AutoCloseable {

    private static final String CACHE_METER = "dualclient.token.upgrade.cache";
    private static final int MOST_CACHED = 10_000;

    /** A part of its life for which a token is not used any more, so that it does not expire on its way. */
    private static final int RESERVE = 10;

    private final LegacyTokenMapper mapper;
    private final TokenMinter minter;
    private final GuardedCalls calls;
    private final MappedCheck check = new MappedCheck();
    private final TokenHash hash = new TokenHash();
    private final TokenUpgradeProperties properties;
    private final KitMeters meters;
    private final Clock clock;
    private final AsyncCache<Upgrade.Key, Upgrade> minted;

    Upgrader(
            LegacyTokenMapper mapper,
            TokenMinter minter,
            TokenUpgradeProperties properties,
            KitMeters meters,
            Clock clock) {
        this.mapper = mapper;
        this.minter = minter;
        this.calls = new GuardedCalls("token upgrade", properties.timeout());
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
        this.minted = Caffeine.newBuilder()
                .maximumSize(MOST_CACHED)
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .expireAfter(Expiry.<Upgrade.Key, Upgrade>creating((key, upgrade) -> usable(upgrade)))
                .buildAsync();
    }

    /** Nothing but new tokens is kept. */
    private Duration usable(Upgrade upgrade) {
        if (upgrade.token() == null) {
            return Duration.ZERO;
        }
        Duration life = Duration.between(clock.instant(), upgrade.token().expires());
        return life.minus(life.dividedBy(RESERVE));
    }

    /** Returns what becomes of a token. Ends within the time budget, and throws nothing. */
    Upgrade upgrade(LegacyToken token) {
        boolean each = properties.check() == TokenUpgradeProperties.Check.EACH;
        return calls.call(() -> each ? checked(token) : cached(key(token, null), token, null))
                .orElseGet(() -> Upgrade.without(Upgrade.Result.UNAVAILABLE));
    }

    /** Forgets a new token that was minted. */
    void forget(Upgrade upgrade) {
        minted.synchronous().invalidate(Objects.requireNonNull(upgrade.key()));
    }

    /** What was minted for another subject, say, has another key, and is not used any more. */
    private Upgrade checked(LegacyToken token) throws Exception {
        Mapping mapping = mapper.map(token);
        return mapping instanceof Mapping.Mapped mapped && !left(mapped).isZero()
                ? cached(key(token, mapped), token, mapped)
                : Upgrade.without(result(mapping));
    }

    private Upgrade.Key key(LegacyToken token, Mapping.@Nullable Mapped mapped) {
        String value = hash.of(token.value());
        return mapped == null
                ? new Upgrade.Key(value, null, Set.of(), Map.of())
                : new Upgrade.Key(value, mapped.subject(), mapped.scopes(), mapped.claims());
    }

    private Upgrade cached(Upgrade.Key key, LegacyToken token, Mapping.@Nullable Mapped mapped) throws Exception {
        CompletableFuture<Upgrade> mine = new CompletableFuture<>();
        CompletableFuture<Upgrade> first = minted.asMap().putIfAbsent(key, mine);
        meters.count(CACHE_METER, "result", first == null ? "miss" : "hit");
        if (first != null) {
            return first.get();
        }
        // A minter that never returns must not keep the place; a failed future leaves the cache by itself.
        mine.orTimeout(properties.timeout().toNanos(), TimeUnit.NANOSECONDS);
        try {
            Upgrade upgrade = minted(key, token, mapped == null ? mapper.map(token) : mapped);
            mine.complete(upgrade);
            return upgrade;
        } catch (RuntimeException failure) {
            mine.completeExceptionally(failure);
            throw failure;
        }
    }

    private Upgrade minted(Upgrade.Key key, LegacyToken token, Mapping mapping) {
        if (!(mapping instanceof Mapping.Mapped mapped) || left(mapped).isZero()) {
            return Upgrade.without(result(mapping));
        }
        if (!check.allows(token, mapped)) {
            return Upgrade.without(Upgrade.Result.UNAVAILABLE);
        }
        Duration life = left(mapped);
        TokenMinter.Minted fresh = minter.mint(new TokenMinter.Order(token, mapped, life));
        if (fresh.expires().isAfter(clock.instant().plus(life))) {
            check.refuse("minter's token lives longer than the legacy token, or than max-life");
            return Upgrade.without(Upgrade.Result.UNAVAILABLE);
        }
        return Upgrade.minted(fresh, key);
    }

    /** How long a new token may live; zero if the legacy one is over. Tokens count in whole seconds. */
    private Duration left(Mapping.Mapped mapped) {
        Duration maxLife = properties.maxLife();
        Duration left = mapped.expires() == null ? maxLife : Duration.between(clock.instant(), mapped.expires());
        if (left.toSeconds() < 1) {
            return Duration.ZERO;
        }
        return left.compareTo(maxLife) < 0 ? left : maxLife;
    }

    /** A mapped token comes here when it is over. */
    private static Upgrade.Result result(Mapping mapping) {
        if (mapping instanceof Mapping.NotMine) {
            return Upgrade.Result.NOT_MINE;
        }
        return mapping instanceof Mapping.Unmapped ? Upgrade.Result.UNMAPPED : Upgrade.Result.INVALID;
    }

    /** Ends what is in progress. */
    @Override
    public void close() {
        calls.close();
    }
}
