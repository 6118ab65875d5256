package dev.dualclient.custody.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.Base16;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What runs inside Redis, each in one piece: what it reads and writes, nobody comes between. */
enum RedisScript {
    BEGIN(),
    LOOK("guard"),
    CHANGE("guard"),
    DUE("guard", "rows"),
    PENDING("guard", "page", "rows"),
    ENTRIES("guard", "rows"),
    COUNT("guard"),
    NOTICED("guard", "page"),
    NOTE("guard");

    private static final String[] NO_KEYS = {};

    private final String text;
    private final String digest;

    RedisScript(String... before) {
        text = Stream.concat(Stream.of(before), Stream.of(name().toLowerCase(Locale.ROOT)))
                .map(RedisScript::file)
                .collect(Collectors.joining());
        digest = Base16.digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Runs it. A server that does not know it yet has not run it, and is told its text. */
    List<Object> run(RedisCommands<String, String> redis, String... arguments) {
        try {
            return redis.evalsha(digest, ScriptOutputType.MULTI, NO_KEYS, arguments);
        } catch (RedisNoScriptException unknown) {
            return redis.eval(text, ScriptOutputType.MULTI, NO_KEYS, arguments);
        }
    }

    private static String file(String name) {
        try (InputStream file = RedisScript.class.getResourceAsStream(name + ".lua")) {
            if (file == null) {
                throw new IllegalStateException(name + ".lua is missing beside " + RedisScript.class.getName());
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
