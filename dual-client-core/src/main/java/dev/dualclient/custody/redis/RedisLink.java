package dev.dualclient.custody.redis;

import dev.dualclient.custody.StoreUnavailableException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ConnectionFuture;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandInterruptedException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One connection, shared by all threads. Nothing is ever sent twice: a broken connection is not mended, which would
 * replay what was under way, but replaced, and the server is looked at again. So is one on which an answer did not come.
 * Thread-safe.
 */
final class RedisLink implements AutoCloseable {

    /** How long the first connection may take, with all that has to be loaded for it. */
    private static final Duration START = Duration.ofSeconds(10);

    /** How long nobody tries again after a failure. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final RedisStoreSettings settings;
    private final Consumer<RedisCommands<String, String>> check;
    private final RedisURI uri;
    private final RedisClient client;
    private final ReentrantLock connecting = new ReentrantLock();
    private volatile @Nullable StatefulRedisConnection<String, String> current;
    private volatile boolean closed;
    private Duration patience = START; // guarded by connecting, as is all that follows
    private @Nullable String failure;
    private long failedAt;

    /**
     * Creates a link that is not connected yet.
     *
     * @param check looks at a server before it is used, and throws {@link IllegalStateException} if it will not do
     */
    RedisLink(RedisStoreSettings settings, Consumer<RedisCommands<String, String>> check) {
        this.settings = settings;
        this.check = check;
        this.uri = RedisURI.builder(settings.uri()).withTimeout(START).build();
        this.client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder().connectTimeout(START).build())
                .build());
    }

    /** Opens the first connection, if it can be had. */
    void start() {
        next();
    }

    /** Returns what the command returns. */
    <T> T call(Function<RedisCommands<String, String>, T> command) {
        StatefulRedisConnection<String, String> connection = connection();
        try {
            return command.apply(connection.sync());
        } catch (RedisCommandTimeoutException late) {
            connection.closeAsync();
            throw RedisFailure.of(settings, late);
        } catch (RedisException | CancellationException wrong) {
            throw RedisFailure.of(settings, wrong);
        }
    }

    private StatefulRedisConnection<String, String> connection() {
        StatefulRedisConnection<String, String> connection = current;
        return connection != null && connection.isOpen() ? connection : next();
    }

    /** Returns the next connection. One thread opens it, and after a failure none tries for a while. */
    private StatefulRedisConnection<String, String> next() {
        try {
            if (!connecting.tryLock(settings.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
                throw RedisFailure.of(settings, new TimeoutException());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw RedisFailure.of(settings, interrupted);
        }
        try {
            StatefulRedisConnection<String, String> connection = current;
            if (connection != null && connection.isOpen()) {
                return connection;
            }
            if (closed) {
                throw new StoreUnavailableException("the custody store is closed");
            }
            if (failure != null && System.nanoTime() - failedAt < PAUSE.toNanos()) {
                throw new StoreUnavailableException(failure);
            }
            connection = checked(open());
            current = connection;
            failure = null;
            return connection;
        } finally {
            connecting.unlock();
        }
    }

    private StatefulRedisConnection<String, String> open() {
        ConnectionFuture<StatefulRedisConnection<String, String>> opening = client.connectAsync(StringCodec.UTF8, uri);
        try {
            return opening.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            opening.thenAccept(StatefulConnection::closeAsync);
            throw RedisFailure.of(settings, interrupted);
        } catch (TimeoutException late) {
            opening.thenAccept(StatefulConnection::closeAsync);
            throw failed(RedisFailure.of(settings, late));
        } catch (ExecutionException wrong) {
            throw failed(RedisFailure.of(settings, wrong));
        }
    }

    private StatefulRedisConnection<String, String> checked(StatefulRedisConnection<String, String> connection) {
        try {
            connection.setTimeout(patience);
            check.accept(connection.sync());
            patience = settings.timeout();
            connection.setTimeout(patience);
            return connection;
        } catch (RedisCommandInterruptedException interrupted) {
            connection.closeAsync();
            throw RedisFailure.of(settings, interrupted);
        } catch (RedisException | CancellationException | StoreUnavailableException wrong) {
            connection.closeAsync();
            throw failed(RedisFailure.of(settings, wrong));
        } catch (IllegalStateException unfit) {
            connection.closeAsync();
            throw failed(RedisFailure.unfit(unfit));
        }
    }

    /** Notes a failure of the server, which the interrupt of a thread is not. */
    private StoreUnavailableException failed(StoreUnavailableException exception) {
        failure = exception.getMessage();
        failedAt = System.nanoTime();
        patience = settings.timeout();
        return exception;
    }

    @Override
    public void close() {
        closed = true;
        client.shutdown(Duration.ZERO, settings.timeout());
    }
}
