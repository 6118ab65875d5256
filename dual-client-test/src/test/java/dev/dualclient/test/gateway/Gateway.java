package dev.dualclient.test.gateway;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.conf.AuthleteSimpleConfiguration;
import dev.dualclient.DualClient;
import dev.dualclient.gateway.GatewayServlet;
import dev.dualclient.gateway.GatewayServletBuilder;
import dev.dualclient.test.emulator.AuthleteVersion;
import java.net.URI;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.jspecify.annotations.Nullable;

/** Dual Client as an HTTP service with one caller. */
public final class Gateway implements AutoCloseable {

    /** The caller's user. */
    public static final String USER = "auth-server";

    /** The caller's secret. */
    public static final String SECRET = "a-secret-of-the-caller";

    private static final String ANY_SERVICE = "1";

    private final Context context;

    private Gateway(GatewayServlet servlet, String mapping) {
        context = Container.shared().add(servlet, mapping);
    }

    /** Starts one in front of an engine. */
    public static Gateway over(DualClient engine) {
        return over(engine, gateway -> {});
    }

    /** Starts one with other settings than the builder's. */
    public static Gateway over(DualClient engine, Consumer<GatewayServletBuilder> settings) {
        return at("/api", engine, settings);
    }

    /** Starts one that is mapped to everything below a path. */
    public static Gateway at(String mapping, DualClient engine, Consumer<GatewayServletBuilder> settings) {
        GatewayServletBuilder builder = GatewayServlet.builder(engine).caller(USER, SECRET);
        settings.accept(builder);
        return new Gateway(builder.build(), mapping);
    }

    /** Returns the base URL that callers write in their settings in place of Authlete's. */
    public URI baseUrl() {
        return Container.shared().address(context);
    }

    /** Returns the vendor's own client, set up for one version of Authlete, with the gateway's address and credentials. */
    public AuthleteApi vendorApi(AuthleteVersion style) {
        AuthleteSimpleConfiguration configuration =
                new AuthleteSimpleConfiguration().setBaseUrl(baseUrl().toString());
        return AuthleteApiFactory.create(
                style == AuthleteVersion.V3_0
                        ? configuration
                                .setApiVersion("V3")
                                .setServiceApiKey(ANY_SERVICE)
                                .setServiceAccessToken(SECRET)
                        : configuration
                                .setServiceApiKey(USER)
                                .setServiceApiSecret(SECRET)
                                .setServiceOwnerApiKey(USER)
                                .setServiceOwnerApiSecret(SECRET));
    }

    /** Returns a caller of any language that presents the right credentials. */
    public Caller caller() {
        return caller(Caller.basic(USER, SECRET));
    }

    /** Returns a caller that presents other credentials, or none. */
    public Caller caller(@Nullable String authorization) {
        return new Caller(baseUrl(), authorization);
    }

    /** Takes no further calls. The engine goes on. */
    @Override
    public void close() {
        Container.shared().remove(context);
    }
}
