package dev.dualclient.test.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityID;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityStatement;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityStatementClaimsSet;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityType;
import com.nimbusds.openid.connect.sdk.federation.policy.MetadataPolicy;
import com.nimbusds.openid.connect.sdk.federation.policy.language.PolicyViolationException;
import dev.dualclient.test.ClientKeys;
import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import net.minidev.json.JSONObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FederationTest {

    private static final EntityID ANCHOR = new EntityID("https://anchor.example");
    private static final EntityID PARTY = new EntityID("https://party.example");

    private Authlete authlete = new Authlete(AuthleteVersion.V3_0);
    private final ECKey anchorKey = ClientKeys.ec("a-key");
    private final ECKey partyKey = ClientKeys.ec("a-key");

    /** Registers a relying party at another server. */
    static void register(Authlete authlete) {
        FederationTest test = new FederationTest();
        test.authlete = authlete;
        test.trustTheAnchor();
        try {
            test.register(chain(
                    test.statement(PARTY, PARTY, test.partyKey, test.partyKey),
                    test.statement(ANCHOR, PARTY, test.partyKey, test.anchorKey)));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void trustTheAnchor() {
        Settings.set(
                authlete,
                "trustAnchors",
                List.of(Map.of("entityId", ANCHOR.getValue(), "jwks", ClientKeys.publicSet(anchorKey))));
    }

    @ParameterizedTest
    @EnumSource
    void theServiceDescribesItself(AuthleteVersion version) throws Exception {
        Authlete either = new Authlete(version);
        Result result = either.call("federation-configuration");
        assertThat(result.action()).isEqualTo("OK");

        EntityStatement statement = EntityStatement.parse(result.text("responseContent"));
        statement.verifySignatureOfSelfStatement();
        assertThat(statement.getEntityID().getValue()).isEqualTo("http://localhost:8080");
        assertThat(statement.getClaimsSet().getMetadata(EntityType.OPENID_PROVIDER))
                .containsEntry("federation_registration_endpoint", "http://localhost:8080/api/federation/register");
    }

    @Test
    void whomAnAnchorVouchesForIsRegisteredOnce() throws Exception {
        String chain =
                chain(statement(PARTY, PARTY, partyKey, partyKey), statement(ANCHOR, PARTY, partyKey, anchorKey));
        Result result = authlete.call("federation-registration", "trustChain", chain);
        assertThat(result.action()).isEqualTo("OK");

        EntityStatement answer = EntityStatement.parse(result.text("responseContent"));
        JSONObject metadata = answer.getClaimsSet().getMetadata(EntityType.OPENID_RELYING_PARTY);
        assertThat(answer.getClaimsSet().getTrustAnchorID()).isEqualTo(ANCHOR);
        Registered client = new Registered(
                Long.parseLong(metadata.getAsString("client_id")), metadata.getAsString("client_secret"));
        assertThat(authlete.token(client, "grant_type", "client_credentials").action())
                .isEqualTo("OK");
        assertThat(authlete.read("client-get", Map.of("clientId", PARTY.getValue()))
                        .json()
                        .path("explicitlyRegistered")
                        .asBoolean())
                .isTrue();
        assertThat(authlete.call("federation-registration", "trustChain", chain).code())
                .isEqualTo("A906304");
    }

    @Test
    void policiesOfTheChainShapeTheMetadata() throws Exception {
        EntityStatementClaimsSet vouching = claims(ANCHOR, PARTY, partyKey);
        vouching.setMetadataPolicy(EntityType.OPENID_RELYING_PARTY, policy());
        String chain = chain(
                statement(PARTY, PARTY, partyKey, partyKey),
                EntityStatement.sign(vouching, anchorKey).getSignedStatement().serialize());

        assertThat(authlete.call("federation-registration", "trustChain", chain)
                        .json()
                        .at("/client/clientName")
                        .asString())
                .isEqualTo("Named by the anchor");
    }

    private static MetadataPolicy policy() throws ParseException, PolicyViolationException {
        return MetadataPolicy.parse("{\"client_name\": {\"value\": \"Named by the anchor\"}}");
    }

    @Test
    void aChainThatDoesNotHoldRegistersNobody() throws Exception {
        String own = statement(PARTY, PARTY, partyKey, partyKey);
        ECKey forged = ClientKeys.ec("a-key");

        assertThat(register(chain(own, statement(ANCHOR, PARTY, partyKey, forged))))
                .isEqualTo("A906303");
        assertThat(register(chain(own, statement(ANCHOR, PARTY, forged, anchorKey))))
                .isEqualTo("A906303");
        assertThat(register(chain(own, statement(new EntityID("https://else.example"), PARTY, partyKey, anchorKey))))
                .isEqualTo("A906303");
        assertThat(register("no JSON")).isEqualTo("A906303");
        authlete.advance(Duration.ofDays(2));
        assertThat(register(chain(own, statement(ANCHOR, PARTY, partyKey, anchorKey))))
                .isEqualTo("A906303");
        assertThat(authlete.call("federation-registration").code()).isEqualTo("A906302");
    }

    @Test
    void withoutTheFeatureThereIsNothing() {
        Settings.set(authlete, "trustAnchors", List.of());
        assertThat(register("[]")).isEqualTo("A906201");
        Settings.set(authlete, "federationEnabled", false);
        assertThat(authlete.call("federation-configuration").action()).isEqualTo("NOT_FOUND");
        assertThat(authlete.call("federation-registration").action()).isEqualTo("NOT_FOUND");
    }

    private String register(String chain) {
        return authlete.call("federation-registration", "trustChain", chain).code();
    }

    private static String chain(String... statements) {
        return Authlete.MAPPER.writeValueAsString(statements);
    }

    private String statement(EntityID issuer, EntityID subject, ECKey attested, ECKey signer) throws JOSEException {
        return EntityStatement.sign(claims(issuer, subject, attested), signer)
                .getSignedStatement()
                .serialize();
    }

    private EntityStatementClaimsSet claims(EntityID issuer, EntityID subject, ECKey attested) {
        long now = authlete.clock.millis();
        EntityStatementClaimsSet claims = new EntityStatementClaimsSet(
                issuer,
                subject,
                new Date(now),
                new Date(now + Duration.ofDays(1).toMillis()),
                new JWKSet(attested.toPublicJWK()));
        if (issuer.equals(subject)) {
            claims.setAuthorityHints(List.of(ANCHOR));
            JSONObject metadata = new JSONObject();
            metadata.put("client_name", "A party");
            metadata.put("redirect_uris", List.of(Authlete.CALLBACK));
            metadata.put("grant_types", List.of("authorization_code", "client_credentials"));
            claims.setMetadata(EntityType.OPENID_RELYING_PARTY, metadata);
        }
        return claims;
    }
}
