package dev.dualclient.sample.demo;

import dev.dualclient.observation.CallEvent;
import dev.dualclient.operation.Side;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
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
 * @param steps what was asked, in order
 * @param because why it was asked in that order
 * @param millis how long the call took
 */
record RecentCall(
        LocalTime at,
        String operation,
        @Nullable String client,
        String side,
        String answeredBy,
        List<String> steps,
        String because,
        long millis) {

    static RecentCall of(CallEvent event) {
        Side side = event.answeredBy();
        return new RecentCall(
                LocalTime.ofInstant(event.at(), ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS),
                event.operation(),
                event.client(),
                side == null ? "none" : side.name().toLowerCase(Locale.ROOT),
                side == null ? event.outcome().name().toLowerCase(Locale.ROOT) : version(side),
                event.steps().stream().map(RecentCall::told).toList(),
                event.plan().basis().words(),
                event.elapsed().toMillis());
    }

    private static String told(CallEvent.Step step) {
        return version(step.side()) + " " + step.operation() + ": "
                + step.reason().words();
    }

    private static String version(Side side) {
        return side == Side.PRIMARY ? "3.0" : "2.3";
    }
}
