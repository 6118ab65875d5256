package dev.dualclient.test.scenarios;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import java.util.List;

/**
 * A server without Spring, and without anything that is optional: as a {@code ServletContextListener} or a {@code main}
 * would, it installs the API, and asks the vendor's factory for it from then on.
 */
final class CoreAloneMain {

    /** One class of each library that core can do without. */
    private static final List<String> ABSENT = List.of(
            "org.springframework.core.SpringVersion",
            "org.springframework.context.ApplicationContext",
            "jakarta.servlet.Servlet",
            "io.micrometer.core.instrument.MeterRegistry",
            "io.micrometer.observation.ObservationRegistry",
            "io.lettuce.core.RedisClient",
            "org.h2.Driver");

    private CoreAloneMain() {}

    /** Gets a token for a client, introspects it, and prints its client. */
    public static void main(String[] arguments) {
        ABSENT.forEach(CoreAloneMain::requireAbsent);
        try (DualAuthleteApi dual = DualAuthleteApi.fromAuthleteProperties()) {
            dual.installAsDefault();

            AuthleteApi api = AuthleteApiFactory.getDefaultApi();
            TokenResponse issued = api.token(new TokenRequest()
                    .setParameters("grant_type=client_credentials")
                    .setClientId(arguments[0])
                    .setClientSecret(arguments[1]));
            long client = api.introspection(new IntrospectionRequest().setToken(issued.getAccessToken()))
                    .getClientId();
            System.out.println(issued.getAction() + " " + client);
        }
    }

    private static void requireAbsent(String type) {
        try {
            Class.forName(type);
        } catch (ClassNotFoundException absent) {
            return;
        }
        throw new IllegalStateException(type + " is on the class path");
    }
}
