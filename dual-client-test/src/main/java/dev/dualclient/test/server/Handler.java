package dev.dualclient.test.server;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a {@link FaultyServer} serves. Implementations are thread-safe. */
@FunctionalInterface
public interface Handler {

    /** Tells what a request asks for, without doing it yet. */
    Call receive(Request request);

    /**
     * What a request asks for.
     *
     * @param operation the name by which faults and counters know it, {@code null} for what is neither counted nor
     *     disturbed
     * @param processing does it, and answers; called at most once
     */
    record Call(@Nullable String operation, Supplier<Answer> processing) {}
}
