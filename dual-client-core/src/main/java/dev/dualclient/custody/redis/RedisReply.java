package dev.dualclient.custody.redis;

import dev.dualclient.custody.StoreUnavailableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a script answered: the store's revision, then what was asked for. Anything that is not as it should be is no
 * answer at all.
 */
record RedisReply(List<?> parts) {

    long revision() {
        return number(0);
    }

    long number(int part) {
        return part(Long.class, part);
    }

    String text(int part) {
        return part(String.class, part);
    }

    /** Returns so many texts, {@code null} for those that are not there. */
    List<@Nullable String> texts(int part, int count) {
        List<?> all = part(List.class, part);
        if (all.size() != count) {
            throw unexpected();
        }
        List<@Nullable String> texts = new ArrayList<>();
        all.forEach(one -> texts.add(one == null ? null : as(String.class, one)));
        return texts;
    }

    /** Returns texts that are all there. */
    List<String> texts(int part) {
        List<?> all = part(List.class, part);
        return all.stream().map(one -> as(String.class, one)).toList();
    }

    private <T> T part(Class<T> type, int part) {
        return as(type, part < parts.size() ? parts.get(part) : null);
    }

    private static <T> T as(Class<T> type, @Nullable Object value) {
        if (!type.isInstance(value)) {
            throw unexpected();
        }
        return type.cast(value);
    }

    private static StoreUnavailableException unexpected() {
        return new StoreUnavailableException(
                "Redis gave an answer that a script of Dual Client does not give; look for another program between the"
                        + " two, or that uses the same keys");
    }
}
