package dev.dualclient.http;

import dev.dualclient.operation.Side;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link Authorization} of requests to a backend, which changes when a file with API credentials does. Thread-safe. */
final class RenewableAuthorization {

    private static final Logger LOG = LoggerFactory.getLogger(HttpBackend.class);

    private final Side side;
    private final Credentials credentials;
    private final @Nullable String serviceId;
    private volatile Authorization current;
    private @Nullable String told;

    RenewableAuthorization(Side side, Credentials credentials, @Nullable String serviceId) {
        this.side = side;
        this.credentials = credentials;
        this.serviceId = serviceId;
        this.current = credentials.authorization(serviceId);
    }

    Authorization current() {
        return current;
    }

    /** Reads the files again. If one cannot be read, nothing changes, and the error is logged once. */
    synchronized void renew() {
        if (!credentials.canChange()) {
            return;
        }
        try {
            Authorization read = credentials.authorization(serviceId);
            told = null;
            if (!read.isSameAs(current)) {
                current = read;
                LOG.info("{}: the files with its API credentials have changed; the new ones are used", side);
            }
        } catch (IllegalArgumentException unreadable) {
            String message = String.valueOf(unreadable.getMessage());
            if (!message.equals(told)) {
                told = message;
                LOG.warn("{}: its API credentials cannot be read again, and stay as they are: {}", side, message);
            }
        }
    }
}
