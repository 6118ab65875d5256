package dev.dualclient.gateway;

import dev.dualclient.DualClient;
import dev.dualclient.warmup.WarmUp;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link GatewayServlet}. A wrong value fails in its setter, a missing one in {@link #build()}, with an
 * {@link IllegalArgumentException} that names the property and says what to write. Not thread-safe.
 */
public final class GatewayServletBuilder {

    private static final int MEGABYTE = 1024 * 1024;

    final DualClient engine;
    final Map<String, String> callers = new LinkedHashMap<>();

    @Nullable
    String serviceId;

    int maxBodySize = MEGABYTE;
    private WarmUp warmUp = WarmUp.of(Duration.ZERO);

    GatewayServletBuilder(DualClient engine) {
        this.engine = engine;
    }

    /**
     * Adds a caller. It authenticates by HTTP Basic with both values, as with a service's API key and secret at 2.3, or
     * with the secret alone as a bearer token, as with a service access token at 3.0. At least one is required.
     *
     * @param user who it is: the same name is not to be given twice, and has no colon (RFC 7617 section 2)
     * @param secret its secret, in visible ASCII so that it can be a bearer token; kept as a keyed hash alone
     */
    public GatewayServletBuilder caller(String user, String secret) {
        if (user.isBlank() || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "gateway.callers: a user is blank or has a colon: write a name without one");
        }
        if (!secret.matches("[\\x21-\\x7e]+")) {
            throw new IllegalArgumentException("gateway.callers: the secret of " + user
                    + " is empty or has other characters than visible ASCII: write a long random one");
        }
        if (callers.putIfAbsent(user, secret) != null) {
            throw new IllegalArgumentException("gateway.callers: " + user + " is there twice: write each caller once");
        }
        return this;
    }

    /** Sets the id of the service, so that a path that names another is refused. Default: any is taken for this one. */
    public GatewayServletBuilder serviceId(String id) {
        serviceId = id;
        return this;
    }

    /** Sets the largest body that is read, in bytes. Default: 1 MB. */
    public GatewayServletBuilder maxBodySize(int bytes) {
        if (bytes <= 0 || bytes == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("gateway.max-body-size is " + bytes + ": write a size like 1MB");
        }
        maxBodySize = bytes;
        return this;
    }

    /**
     * Sets how long synthetic calls warm the code of the gateway up in {@link #build()}, which takes so much longer. They
     * pass through an engine of their own to backends in memory. A warm-up that fails is logged, and the servlet is built
     * all the same. Default: zero, for none.
     *
     * @throws IllegalArgumentException if it is negative or longer than five minutes
     */
    public GatewayServletBuilder warmUp(Duration time) {
        warmUp = WarmUp.of(time);
        return this;
    }

    /**
     * Returns the servlet.
     *
     * @throws IllegalArgumentException if there is no caller
     */
    public GatewayServlet build() {
        if (callers.isEmpty()) {
            throw new IllegalArgumentException(
                    "gateway.callers is empty, so nobody could call: write at least one user and secret");
        }
        GatewayServlet servlet = new GatewayServlet(this);
        warmUp.run(GatewayRehearsal::new);
        return servlet;
    }
}
