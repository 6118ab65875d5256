package dev.dualclient.custody.redis;

import dev.dualclient.custody.StoreFullException;
import dev.dualclient.custody.StoreUnavailableException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says what is wrong with Redis and what to do. Of its own messages only the code is told: some repeat a password. */
final class RedisFailure {

    /** A code that begins a message or, where an old server tells of a script, stands within. */
    private static final Pattern CODE = Pattern.compile("^(?:ERR Error running script.*?: -?)?([A-Z]+)\\b");

    private RedisFailure() {}

    static StoreUnavailableException of(RedisStoreSettings settings, Exception wrong) {
        if (wrong instanceof StoreUnavailableException told) {
            return told;
        }
        String server = "the custody store, " + settings.server() + ", ";
        for (Throwable cause : (Iterable<Throwable>) causes(wrong)::iterator) {
            if (cause instanceof RedisCommandExecutionException refusal) {
                String code = code(refusal);
                return code.equals("OOM")
                        ? new StoreFullException(server + "has no memory left; raise maxmemory in its redis.conf")
                        : new StoreUnavailableException(server + remedy(settings, code));
            }
            if (cause instanceof InterruptedException) {
                return new StoreUnavailableException(
                        "interrupted while waiting for the custody store, " + settings.server(), wrong);
            }
            if (cause instanceof RedisCommandTimeoutException || cause instanceof TimeoutException) {
                return new StoreUnavailableException(
                        server + "did not answer within " + settings.timeout().toMillis()
                                + " ms; see that it is up and not too busy, and look at the network",
                        wrong);
            }
        }
        return new StoreUnavailableException(
                server + "cannot be reached, or broke off; see that it is up, and that host, port and TLS are right",
                wrong);
    }

    /** Says that a server was looked at and will not do. */
    static StoreUnavailableException unfit(IllegalStateException why) {
        return new StoreUnavailableException("the custody store cannot be used: " + why.getMessage(), why);
    }

    static String code(RedisCommandExecutionException refusal) {
        Matcher code = CODE.matcher(Objects.requireNonNullElse(refusal.getMessage(), ""));
        return code.find() ? code.group(1) : "ERR";
    }

    private static String remedy(RedisStoreSettings settings, String code) {
        return switch (code) {
            case "READONLY" -> "is a replica by now; name the master";
            case "MISCONF" -> "cannot write to its disk; make room there";
            case "LOADING" -> "is reading its data from disk; it will answer when it has";
            case "BUSY" -> "is held up by a script of somebody else; end that with SCRIPT KILL";
            case "NOAUTH", "WRONGPASS" -> "refuses the user or the password; set both in its URI";
            case "NOPERM" ->
                "does not let its user do what is needed; allow the user scripts, INFO, strings and sorted sets, on keys "
                        + settings.prefix() + "*";
            case "MOVED", "ASK", "CROSSSLOT", "CLUSTERDOWN" -> "is a cluster; use a single master";
            default -> "refused with " + code + "; its log may tell more";
        };
    }

    private static Stream<Throwable> causes(Throwable wrong) {
        return Stream.iterate(wrong, Objects::nonNull, Throwable::getCause);
    }
}
