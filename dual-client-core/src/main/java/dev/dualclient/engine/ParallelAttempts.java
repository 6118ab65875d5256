package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.Attempt;
import dev.dualclient.call.Outcome;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Union;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks both backends at the same time. Thread-safe. */
final class ParallelAttempts implements AutoCloseable {

    private static final int MAX_THREADS = 256;
    private static final List<Locator> START = List.of(Locator.of("?start"), Locator.of("/start"));
    private static final List<Locator> END = List.of(Locator.of("?end"), Locator.of("/end"));

    private final Executor executor;
    private final @Nullable ExecutorService own;
    private final KeyIdConflicts keyIdConflicts;

    /**
     * Begins asking.
     *
     * @param given the executor for all attempts but the first, {@code null} for own threads; an attempt that it has
     *     not begun when the first one ends runs on the caller's thread
     * @param keyIdConflicts compares the JWK sets that are merged
     */
    ParallelAttempts(@Nullable Executor given, KeyIdConflicts keyIdConflicts) {
        this.keyIdConflicts = keyIdConflicts;
        own = given == null ? threads() : null;
        executor = own == null ? Objects.requireNonNull(given) : own;
    }

    private static ExecutorService threads() {
        ExecutorService virtual = virtualThreads();
        return virtual != null
                ? virtual
                : new ThreadPoolExecutor(0, MAX_THREADS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "dual-client-together");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Virtual threads need no bound, because each backend has a bulkhead; {@code null} before JDK 21. */
    private static @Nullable ExecutorService virtualThreads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException none) {
            return null;
        }
    }

    /** Asks all sides at once and returns the attempts in the order of the sides. */
    List<Attempt> ask(List<Side> sides, Function<Side, Attempt> asking) {
        FutureTask<Attempt> first = new FutureTask<>(() -> asking.apply(sides.get(0)));
        List<FutureTask<Attempt>> others = sides.stream()
                .skip(1)
                .map(side -> new FutureTask<>(() -> asking.apply(side)))
                .toList();
        others.forEach(this::begun); // where no thread is free, it is made after the first
        first.run();
        // Even if the first has failed, for nobody may go on while a backend is still at the others.
        List<Attempt> made = others.stream().map(ParallelAttempts::ended).toList();
        List<Attempt> attempts = new ArrayList<>();
        attempts.add(ended(first));
        attempts.addAll(made);
        return attempts;
    }

    /** Starts an attempt on another thread; returns false if no thread is available. */
    boolean begun(FutureTask<Attempt> half) {
        try {
            executor.execute(half);
            return true;
        } catch (RejectedExecutionException fullOrClosed) {
            return false;
        }
    }

    /** Waits for an attempt, which ends within the call's budget. Runs it on this thread if it has not begun. */
    static Attempt ended(FutureTask<Attempt> half) {
        half.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return half.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failed.getCause(); // asking throws nothing that is checked
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Reads a list from both backends and merges it: the first accepted attempt carries the union. */
    List<Attempt> read(ApiCall call, List<Side> sides, BiFunction<Side, ApiCall, Attempt> asking) {
        int start = Union.start(firstOf(call, START));
        int end = Union.end(firstOf(call, END));
        // A page of the union may begin anywhere in either list, so both are read from their beginning.
        ApiCall whole = start > 0 ? fromTheBeginning(call) : call;
        List<Attempt> attempts = ask(sides, side -> asking.apply(side, whole));
        JsonNode primary = json(attempts.get(0));
        JsonNode secondary = json(attempts.get(1));
        // If one backend gave no list, the caller gets a page of the other's.
        Attempt carrier = primary != null ? attempts.get(0) : attempts.get(1);
        if (primary == null && secondary == null) {
            return attempts;
        }
        if (primary != null && secondary != null) {
            keyIdConflicts.compare(primary, secondary);
        }
        JsonNode nothing = new ObjectNode();
        JsonNode union = primary != null
                ? Union.of(primary, secondary != null ? secondary : nothing, start, end)
                : Union.of(Objects.requireNonNull(secondary), nothing, start, end);
        ApiResponse answer = Objects.requireNonNull(carrier.answer()).withBody(JsonFormat.write(union));
        Attempt merged = new Attempt(carrier.side(), carrier.reason(), answer, null, carrier.elapsed());
        return attempts.stream()
                .map(attempt -> attempt == carrier ? merged : attempt)
                .toList();
    }

    private static @Nullable String firstOf(ApiCall call, List<Locator> places) {
        return places.stream()
                .map(call::value)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static ApiCall fromTheBeginning(ApiCall call) {
        Locator inBody = START.get(1);
        return call.value(inBody) == null ? call.withQuery("start", "0") : call.with(inBody, "0");
    }

    private static @Nullable JsonNode json(Attempt attempt) {
        ApiResponse answer = attempt.outcome() == Outcome.ACCEPTED ? attempt.answer() : null;
        return answer == null ? null : answer.json();
    }

    @Override
    public void close() {
        if (own != null) {
            own.shutdown();
        }
    }
}
