package dev.dualclient.sample.backends;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.dualclient.sample.SampleServer;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.EmulatedCredentials;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;

/** The running server over real HTTP, at the address that its issuer names, on emulators of both backends. */
@SpringBootTest(classes = SampleServer.class, webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@Import(WithoutBackground.class)
public abstract class SampleOnEmulators {

    private static final int PORT = TestSocketUtils.findAvailableTcpPort();

    /** What the server and both backends call the authorization server. */
    protected static final String ISSUER = "http://localhost:" + PORT;

    /** Who else may say who a user is. */
    protected static final String TRUSTED_ISSUER = "https://trusted.example";

    /** With what that one signs. */
    protected static final ECKey TRUSTED_KEY = key("trusted");

    /** What the resource server that introspects is called as an audience. */
    protected static final String RESOURCE_SERVER = "https://rs.example";

    /** The origin of an application in a browser that may call this server. */
    protected static final String SINGLE_PAGE_APPLICATION =
            "http://127.0.0.1:" + TestSocketUtils.findAvailableTcpPort();

    /** Both backends. */
    protected static final Emulators EMULATORS = Emulators.start(emulator -> emulator.issuer(URI.create(ISSUER)));

    /** The authentication device, and where clients are notified. */
    protected static final Listener LISTENER = new Listener();

    /** Calls the server. */
    protected final Caller server = new Caller(PORT);

    /** A user's browser. */
    protected Browser browser = new Browser(server);

    @DynamicPropertySource
    static void backends(DynamicPropertyRegistry properties) {
        EmulatedCredentials primary = EMULATORS.primary().credentials();
        EmulatedCredentials secondary = EMULATORS.secondary().credentials();
        properties.add("server.port", () -> PORT);
        properties.add("dual-client.primary.base-url", () -> EMULATORS.primary().baseUrl());
        properties.add("dual-client.primary.service-id", primary::serviceId);
        properties.add("dual-client.primary.access-token", primary::accessToken);
        properties.add(
                "dual-client.secondary.base-url", () -> EMULATORS.secondary().baseUrl());
        properties.add("dual-client.secondary.service-id", secondary::serviceId);
        properties.add("dual-client.secondary.api-key", secondary::apiKey);
        properties.add("dual-client.secondary.api-secret", secondary::apiSecret);
        properties.add("sample.cors.allowed-origins", () -> SINGLE_PAGE_APPLICATION);
        properties.add("sample.resource-server.uri", () -> RESOURCE_SERVER);
        properties.add("sample.authentication-device.uri", () -> LISTENER.uri("/device"));
        properties.add("sample.jwt-bearer.issuers[0].issuer", () -> TRUSTED_ISSUER);
        properties.add("sample.jwt-bearer.issuers[0].jwks", () -> new JWKSet(TRUSTED_KEY.toPublicJWK()).toString());
    }

    /** Returns the code flow of the user at the browser. */
    protected CodeFlow codeFlow() {
        return new CodeFlow(server, browser);
    }

    @BeforeEach
    void begin() {
        browser = new Browser(server);
        EMULATORS.mark();
    }

    @AfterEach
    void end() {
        browser.close();
    }

    /** Makes a key. */
    protected static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
