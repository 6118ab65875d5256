package dev.dualclient.custody;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A few instances of something that is dear to make and not thread-safe: a digest, say, of which every call needs one
 * for a microsecond. Who finds none free makes another. Thread-safe; bound to no thread, for there may be a million.
 */
final class ObjectPool<T> {

    private static final int PLACES = 16;

    private final AtomicReferenceArray<@Nullable T> free = new AtomicReferenceArray<>(PLACES);
    private final Supplier<T> maker;

    /**
     * Begins with none.
     *
     * @param maker makes one; what it makes is as good as new after each use
     */
    ObjectPool(Supplier<T> maker) {
        this.maker = maker;
    }

    <R> R use(Function<T, R> use) {
        int place = (int) Thread.currentThread().getId() & PLACES - 1;
        T found = free.getAndSet(place, null);
        T one = found == null ? maker.get() : found;
        R result = use.apply(one); // one that failed is not used again
        free.set(place, one);
        return result;
    }
}
