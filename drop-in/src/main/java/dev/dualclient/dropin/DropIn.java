package dev.dualclient.dropin;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dual Client in an application that does not know of it. It reads the settings as
 * {@link DualAuthleteApi#fromAuthleteProperties()} does. With a secondary, {@code AuthleteApiFactory.getDefaultApi()} and
 * {@code AuthleteApiFactory.create(…)} give an API with two backends from then on, until the application ends. Without one, it
 * does nothing. Not thread-safe: a container starts and stops an application in one thread.
 */
final class DropIn implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DropIn.class);

    private final @Nullable DualAuthleteApi api;

    private DropIn(@Nullable DualAuthleteApi api) {
        this.api = api;
    }

    /**
     * Starts it.
     *
     * @throws IllegalArgumentException if a setting is wrong; the message names it and says what to write
     */
    static DropIn start() {
        DualAuthleteApiBuilder builder = DualAuthleteApi.builderFromAuthleteProperties();
        if (!builder.hasSecondary()) {
            LOG.info("Dual Client is not in use: base_url.secondary is not set in authlete.properties");
            return new DropIn(null);
        }
        DualAuthleteApi api = builder.build();
        api.installAsDefault();
        CreatedApis.install(api, builder.serviceId());
        return new DropIn(api);
    }

    /** Finishes the calls in flight and closes what was opened. A later call fails. */
    @Override
    public void close() {
        if (api != null) {
            api.close();
        }
    }
}
