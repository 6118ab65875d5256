package dev.dualclient.sample.demo;

import dev.dualclient.observation.CallEvent;
import dev.dualclient.operation.Side;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A call of the Authlete API as the page shows it.
 *
 * @param at the time of day
 * @param operation the operation
 * @param client the client that the call named, {@code null} if it named none
 * @param side the backend whose answer counted, in lower case; {@code "none"} where none did
 * @param answeredBy that backend in words
 * @param story what happened and why, in sentences
 * @param millis how long the call took
 */
record RecentCall(
        String at,
        String operation,
        @Nullable String client,
        String side,
        String answeredBy,
        List<String> story,
        long millis) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    static RecentCall of(CallEvent event) {
        Side side = event.answeredBy();
        return new RecentCall(
                TIME.format(event.at()),
                event.operation(),
                event.client(),
                side == null ? "none" : side.name().toLowerCase(Locale.ROOT),
                side == null ? event.outcome().name().toLowerCase(Locale.ROOT) : Story.version(side),
                Story.of(event),
                event.elapsed().toMillis());
    }
}
