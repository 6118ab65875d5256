package dev.dualclient.test.emulator.state;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Things that are handed out under a value of their own and come back with it: tickets and codes. */
public final class OneTime<T> {

    /**
     * A thing handed out.
     *
     * @param expiresAt in milliseconds since the epoch
     */
    public record Held<T>(T thing, long expiresAt) {}

    /** What has expired is known as such for this long, then it looks as if it had never been. */
    private static final long AFTERLIFE = 24L * 60 * 60 * 1000;

    private final Map<String, Held<T>> byHash = new LinkedHashMap<>();

    /** Keeps a thing and returns the value to hand out. */
    public String handOut(T thing, long expiresAt, long now) {
        String value = Opaque.random();
        keep(value, thing, expiresAt, now);
        return value;
    }

    /** Keeps a thing under a value that is handed out already. */
    public void keep(String value, T thing, long expiresAt, long now) {
        forgetOld(now);
        byHash.put(Opaque.hash(value), new Held<>(thing, expiresAt));
    }

    /** Returns what a value stands for, {@code null} for nothing. */
    public @Nullable Held<T> find(String value) {
        return byHash.get(Opaque.hash(value));
    }

    /** Changes what a value stands for, until it expires. */
    public void replace(String value, T thing) {
        byHash.computeIfPresent(Opaque.hash(value), (hash, held) -> new Held<>(thing, held.expiresAt()));
    }

    /** Lets a value stand for nothing any more. */
    public void remove(String value) {
        byHash.remove(Opaque.hash(value));
    }

    /** Returns everything by the hash of its value; a copy. */
    public Map<String, Held<T>> all() {
        return new LinkedHashMap<>(byHash);
    }

    /** Keeps a thing of another server under the hash of its value, unless there is one. */
    public void copy(String hash, Held<T> held) {
        byHash.putIfAbsent(hash, held);
    }

    /** Forgets everything. */
    public void clear() {
        byHash.clear();
    }

    private void forgetOld(long now) {
        Iterator<Held<T>> oldest = byHash.values().iterator();
        while (oldest.hasNext() && oldest.next().expiresAt() + AFTERLIFE < now) {
            oldest.remove();
        }
    }
}
