package dev.dualclient.sample.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Carries out once what is asked for twice at the same time: a button that a user presses again while a backend is slow.
 * A browser shows the second response, so both have to be the same. Thread-safe.
 */
@Component
public final class SingleFlight {

    private final ConcurrentMap<String, CompletableFuture<Object>> running = new ConcurrentHashMap<>();

    /**
     * Makes a call, or waits for the same call of another thread.
     *
     * @param key names the call
     * @param call is to return immediately if it was carried out before
     * @return what the one call returned
     * @throws RuntimeException the one that the call threw
     */
    @SuppressWarnings("unchecked") // equal keys name the same call
    public <T> @Nullable T run(String key, Supplier<? extends @Nullable T> call) {
        CompletableFuture<Object> mine = new CompletableFuture<>();
        CompletableFuture<Object> first = running.putIfAbsent(key, mine);
        if (first != null) {
            return (T) joined(first);
        }
        try {
            T result = call.get();
            mine.complete(result);
            return result;
        } catch (RuntimeException | Error failure) {
            mine.completeExceptionally(failure);
            throw failure;
        } finally {
            running.remove(key, mine);
        }
    }

    private static @Nullable Object joined(CompletableFuture<Object> first) {
        try {
            return first.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failed;
        }
    }
}
