package dev.dualclient.authlete;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layer of retries and caches that newer versions of the vendor's server put around every {@code AuthleteApi}. In front of
 * an API with two backends it keeps revoked tokens active and repeats POST requests.
 */
final class ResilienceLayer {

    private static final Logger LOG = LoggerFactory.getLogger(DualAuthleteApi.class);
    private static final String FACTORY = "com.authlete.jaxrs.server.resilience.ResilientAuthleteApiFactory";
    private static final String SWITCH = "resilience.enabled";

    private ResilienceLayer() {}

    /** Logs a warning where an application has the layer and has not switched it off by a system property. */
    static void warn(ClassLoader application) {
        boolean present = application.getResource(FACTORY.replace('.', '/') + ".class") != null;
        if (present && !"false".equalsIgnoreCase(System.getProperty(SWITCH))) {
            LOG.warn(
                    "The application has the vendor's resilience layer ({}). In front of Dual Client it keeps revoked tokens"
                            + " active and repeats POST requests: set resilience.enabled=false in resilience.properties, and"
                            + " as a system property to confirm it here",
                    FACTORY);
        }
    }
}
