package dev.dualclient.warmup;

import dev.dualclient.DualClient;
import dev.dualclient.backend.GuardedBackend;
import dev.dualclient.call.Classifier;
import dev.dualclient.call.Time;
import dev.dualclient.http.BackendSettings;
import dev.dualclient.http.BackendSettingsBuilder;
import dev.dualclient.http.HttpBackend;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the JVM load and compile the code of a call before the first real call needs it. Synthetic calls pass through a
 * front, an engine of their own with custody in memory, and the HTTP client, to two backends in memory. Real backends,
 * the real store, listeners and metrics take no part, and nothing is logged but a failure. TLS takes no part either.
 *
 * <p>Immutable and thread-safe.
 */
public final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Nobody resolves this name: the connections are in memory. */
    private static final String HOST = "http://warm-up.invalid";

    private final Duration time;

    private WarmUp(Duration time) {
        this.time = time;
    }

    /** Makes synthetic calls through one front. */
    @FunctionalInterface
    public interface Round {

        /**
         * Makes each kind of call once.
         *
         * @param names what the credentials of this round are called
         * @throws Exception if a call fails
         */
        void play(SyntheticNames names) throws Exception;
    }

    /**
     * Returns a warm-up.
     *
     * @param time how long it takes, zero for none
     * @throws IllegalArgumentException if it is negative or longer than five minutes
     */
    public static WarmUp of(Duration time) {
        if (time.isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "dual-client.warm-up is " + time + ": write a duration from 0 to 5m, 5s say");
        }
        return new WarmUp(time);
    }

    /**
     * Plays rounds in the caller's thread until the time is over. What fails ends the warm-up, is logged as one warning, and
     * never reaches the caller.
     *
     * @param front makes the rounds of a front over the engine of the warm-up, which is closed afterwards
     */
    public void run(Function<DualClient, Round> front) {
        if (time.isZero()) {
            return;
        }
        Time clock = Time.system();
        long end = clock.nanoTime() + time.toNanos();
        try (DualClient engine = engine()) {
            Round round = front.apply(engine);
            for (long number = 0; clock.nanoTime() < end; number++) {
                round.play(new SyntheticNames(number));
            }
        } catch (Exception | LinkageError failure) {
            LOG.warn("The warm-up failed, so the first calls are slower; nothing else is affected", failure);
        }
    }

    private static DualClient engine() {
        return DualClient.builder()
                .primary(backend(
                        Side.PRIMARY,
                        BackendSettings.primary()
                                .serviceId(SyntheticNames.SERVICE)
                                .accessToken(SyntheticNames.SECRET)))
                .secondary(backend(
                        Side.SECONDARY,
                        BackendSettings.secondary()
                                .apiKey(SyntheticNames.SERVICE)
                                .apiSecret(SyntheticNames.SECRET)))
                .secretMigrated(List.of(SyntheticNames.CLIENT))
                .background(false)
                .decisionLog(false)
                .build();
    }

    private static GuardedBackend backend(Side side, BackendSettingsBuilder settings) {
        HttpBackend memory = HttpBackend.inMemory(settings.baseUrl(HOST).build(), new SyntheticAuthlete(side));
        return new GuardedBackend(side, memory, new Classifier(Set.of()), Time.system());
    }
}
