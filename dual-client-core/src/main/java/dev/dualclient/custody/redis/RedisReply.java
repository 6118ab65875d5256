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
        if (part < parts.size() && parts.get(part) instanceof Long number) {
            return number;
        }
        throw unexpected();
    }

    String text(int part) {
        if (part < parts.size() && parts.get(part) instanceof String text) {
            return text;
        }
        throw unexpected();
    }

    /** Returns texts, {@code null} for those that are not there. */
    List<@Nullable String> texts(int part, int count) {
        List<@Nullable String> texts = new ArrayList<>();
        if (part >= parts.size() || !(parts.get(part) instanceof List<?> all) || all.size() != count) {
            throw unexpected();
        }
        for (Object one : all) {
            if (one != null && !(one instanceof String)) {
                throw unexpected();
            }
            texts.add((String) one);
        }
        return texts;
    }

    /** Returns texts that are all there. */
    List<String> texts(int part) {
        List<String> texts = new ArrayList<>();
        if (part >= parts.size() || !(parts.get(part) instanceof List<?> all)) {
            throw unexpected();
        }
        for (Object one : all) {
            if (!(one instanceof String text)) {
                throw unexpected();
            }
            texts.add(text);
        }
        return texts;
    }

    private static StoreUnavailableException unexpected() {
        return new StoreUnavailableException(
                "Redis gave an answer that a script of Dual Client does not give; look for another program between the"
                        + " two, or that uses the same keys");
    }
}
