package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.engine.Engine;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.server.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JWK set and the discovery document, which every client and resource server reads. */
@ThroughBothFronts
class DocumentsTest extends Scene {

    @Test
    @Scenario("A18")
    void theJwkSetVerifiesAnIdTokenOfEitherBackend(Emulators emulators, DualAuthleteApi facade) throws Exception {
        DualAuthleteApi api = front.of(facade);
        OAuth server = new OAuth(api);
        TestClient migrated = emulators.client().atBoth();
        TestClient left = emulators.client().atSecondary();
        String ofPrimary =
                server.redeem(migrated, server.code(migrated, "openid")).getIdToken();
        String ofSecondary = server.redeem(left, server.code(left, "openid")).getIdToken();
        List<String> first = ids(emulators.primaryApi());
        List<String> second = ids(emulators.secondaryApi());
        assertThat(first).isNotEmpty().doesNotContainAnyElementsOf(second);
        emulators.mark();

        JWKSet keys = JWKSet.parse(api.getServiceJwks());

        assertThat(emulators.calls().of("service-jwks-get")).hasToString("1/1"); // a secret may be tested meanwhile
        assertThat(keys.getKeys())
                .extracting(JWK::getKeyID)
                .containsExactlyElementsOf(
                        Stream.concat(first.stream(), second.stream()).toList());
        assertThat(keys.getKeys()).noneMatch(JWK::isPrivate);
        assertThat(verified(ofPrimary, keys).getAudience()).containsExactly(String.valueOf(migrated.id()));
        assertThat(verified(ofSecondary, keys).getAudience()).containsExactly(String.valueOf(left.id()));
    }

    @Test
    void differentKeysByOneIdAreToldOnceAndThePrimarysIsServed(Emulators emulators, DualAuthleteApi facade)
            throws Exception {
        DualAuthleteApi api = front.of(facade);
        JWK known =
                JWKSet.parse(emulators.primaryApi().getServiceJwks()).getKeys().get(1);
        JWK other = new ECKeyGenerator(Curve.P_256)
                .keyID(known.getKeyID())
                .keyUse(known.getKeyUse())
                .algorithm(known.getAlgorithm())
                .generate()
                .toPublicJWK();
        Fault fault = emulators
                .secondary()
                .faults()
                .on("service-jwks-get")
                .answer(200, Map.of("Content-Type", "application/json"), new JWKSet(other).toString());

        try (Warnings warnings = Warnings.ofPackage(Engine.class)) {
            JWK served = JWKSet.parse(api.getServiceJwks()).getKeyByKeyId(known.getKeyID());
            api.getServiceJwks();
            assertThat(served).isEqualTo(known);
            assertThat(facade.dualClient().state().differingKeys()).containsExactly(known.getKeyID());
            assertThat(warnings.said()).singleElement().asString().contains(known.getKeyID(), "another kid");

            fault.release();
            api.getServiceJwks();
            assertThat(facade.dualClient().state().differingKeys()).isEmpty();
            assertThat(warnings.said()).hasSize(2);
        }
    }

    private static List<String> ids(AuthleteApi api) throws Exception {
        return JWKSet.parse(api.getServiceJwks()).getKeys().stream()
                .map(JWK::getKeyID)
                .toList();
    }

    private static JWTClaimsSet verified(String idToken, JWKSet keys) throws Exception {
        DefaultJWTProcessor<SecurityContext> verifier = new DefaultJWTProcessor<>();
        verifier.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, new ImmutableJWKSet<>(keys)));
        return verifier.process(idToken, null);
    }

    static Stream<Consumer<AuthleteEmulator>> outages() {
        return Stream.of(
                emulator -> emulator.faults().refuseConnections(),
                emulator -> emulator.faults().onAll().answer(500));
    }

    @ParameterizedTest
    @MethodSource("outages")
    @Scenario("A19")
    void documentsOfBeforeAreServed(Consumer<AuthleteEmulator> outage, Emulators emulators, DualAuthleteApi facade)
            throws Exception {
        DualAuthleteApi api = front.of(facade);
        List<String> all = ids(api);
        String configuration = api.getServiceConfiguration();
        outage.accept(emulators.primary());
        emulators.mark();

        assertThat(ids(api)).isEqualTo(all);
        assertThat(api.getServiceConfiguration()).isEqualTo(configuration);
        // The secondary was asked for its keys alone.
        assertThat(emulators.calls().secondary()).containsOnlyKeys("service-jwks-get");

        outage.accept(emulators.secondary());
        assertThat(ids(api)).isEqualTo(all);
        assertThat(api.getServiceConfiguration()).isEqualTo(configuration);
    }

    @Test
    @Scenario("A19")
    void aDocumentIsNotServedForever(Emulators emulators) throws Exception {
        MovableTime time = new MovableTime();
        try (DualAuthleteApi api = front.build(emulators.api().time(time).jwksMaxStale(Duration.ofHours(2)))) {
            List<String> all = ids(api);
            api.getServiceConfiguration();
            emulators.primary().faults().refuseConnections();
            time.advance(Duration.ofMinutes(90));
            assertThat(ids(api)).isEqualTo(all);

            time.advance(Duration.ofMinutes(90));
            assertThat(ids(api)).isEqualTo(ids(emulators.secondaryApi()));
            costs(
                    "0/2",
                    () -> assertThat(api.getServiceConfiguration())
                            .isEqualTo(emulators.secondaryApi().getServiceConfiguration())); // ours, and the test's own

            time.advance(Duration.ofHours(3));
            emulators.secondary().faults().refuseConnections();
            assertThatThrownBy(api::getServiceJwks)
                    .isInstanceOfSatisfying(
                            AuthleteApiException.class,
                            unavailable ->
                                    assertThat(unavailable.getStatusCode()).isEqualTo(503));
        }
    }
}
