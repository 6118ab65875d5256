package dev.dualclient.sample.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.FederationRegistrationRequest;
import com.authlete.common.dto.FederationRegistrationResponse;
import com.authlete.common.dto.Service;
import com.authlete.common.dto.TrustAnchor;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityID;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityStatement;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityStatementClaimsSet;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityType;
import dev.dualclient.sample.backends.Home;
import dev.dualclient.sample.backends.SampleTest;
import dev.dualclient.test.emulator.AuthleteEmulator;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import net.minidev.json.JSONObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class FederationTest extends SampleTest {

    private static final String STATEMENT = "application/entity-statement+jwt";
    private static final String CHAIN = "application/trust-chain+json";
    private static final String CONFIGURATION = "/.well-known/openid-federation";
    private static final EntityID ANCHOR = new EntityID("https://anchor.example");
    private static final ECKey ANCHOR_KEY = key();

    private final EntityID party = new EntityID("https://" + UUID.randomUUID() + ".example");
    private final ECKey partyKey = key();

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("a-key").generate();
        } catch (JOSEException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @BeforeAll
    static void bothTrustTheAnchor() {
        trust(EMULATORS.primary(), at(Home.PRIMARY));
        trust(EMULATORS.secondary(), at(Home.SECONDARY));
    }

    private static void trust(AuthleteEmulator emulator, AuthleteApi api) {
        TrustAnchor anchor = new TrustAnchor()
                .setEntityId(URI.create(ANCHOR.getValue()))
                .setJwks(new JWKSet(ANCHOR_KEY).toPublicJWKSet().toString());
        Service service = api.getService(Long.parseLong(emulator.credentials().serviceId()));
        api.updateService(service.setTrustAnchors(new TrustAnchor[] {anchor}));
    }

    @BeforeEach
    void countAnewAfterPreparing() {
        EMULATORS.mark();
    }

    private String chain(EntityID vouching, ECKey vouchingKey) throws JOSEException, ParseException {
        return JsonMapper.shared()
                .writeValueAsString(new String[] {statement(party, partyKey), statement(vouching, vouchingKey)});
    }

    private String statement(EntityID issuer, ECKey signer) throws JOSEException, ParseException {
        EntityStatementClaimsSet claims = new EntityStatementClaimsSet(
                issuer,
                party,
                Date.from(Instant.now()),
                Date.from(Instant.now().plusSeconds(3600)),
                new JWKSet(partyKey).toPublicJWKSet());
        if (issuer.equals(party)) {
            claims.setMetadata(
                    EntityType.OPENID_RELYING_PARTY,
                    new JSONObject(Map.of(
                            "client_name", "A party", "redirect_uris", new String[] {party.getValue() + "/callback"})));
        }
        return EntityStatement.sign(claims, signer).getSignedStatement().serialize();
    }

    private HttpResponse<String> register(String type, String body) throws Exception {
        return send("POST", "/api/federation/register", body, "Content-Type", type);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theServerDescribesItselfWhicheverBackendIsThere(boolean primaryDown) throws Exception {
        if (primaryDown) {
            takeDown(Home.PRIMARY);
        }

        HttpResponse<String> response = get(CONFIGURATION);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(STATEMENT);
        EntityStatement statement = EntityStatement.parse(response.body());
        statement.verifySignatureOfSelfStatement();
        assertThat(EMULATORS.calls()).hasToString(primaryDown ? "0/1" : "1/0");
    }

    @Test
    void aNewPartyIsRegisteredAtThePrimary() throws Exception {
        HttpResponse<String> response = register(CHAIN, chain(ANCHOR, ANCHOR_KEY));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue(STATEMENT);
        assertThat(EMULATORS.calls()).hasToString("1/0");
        EntityStatementClaimsSet told = EntityStatement.parse(response.body()).getClaimsSet();
        assertThat(told.getTrustAnchorID()).isEqualTo(ANCHOR);
        String id = told.getMetadata(EntityType.OPENID_RELYING_PARTY).getAsString("client_id");
        assertThat(at(Home.PRIMARY).getClient(id).getClientName()).isEqualTo("A party");
    }

    @Test
    void aPartyThatThePrimaryKnowsIsNotRegisteredAgain() throws Exception {
        String chain = chain(ANCHOR, ANCHOR_KEY);
        register(CHAIN, chain);
        EMULATORS.mark();

        HttpResponse<String> again = register(CHAIN, chain);

        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(json(again).path("error").asString()).isEqualTo("invalid_request");
        assertThat(EMULATORS.calls()).hasToString("1/0");
    }

    /** Explicit registrations end with their trust chain, and are renewed: where the migration goes. */
    @Test
    void aPartyThatOnlyTheSecondaryKnowsRenewsItsRegistrationAtThePrimary() throws Exception {
        String chain = chain(ANCHOR, ANCHOR_KEY);
        assertThat(at(Home.SECONDARY)
                        .federationRegistration(new FederationRegistrationRequest().setTrustChain(chain))
                        .getAction())
                .isEqualTo(FederationRegistrationResponse.Action.OK);
        EMULATORS.mark();

        assertThat(register(CHAIN, chain).statusCode()).isEqualTo(200);

        assertThat(EMULATORS.calls()).hasToString("1/0");
    }

    @Test
    void whomNobodyVouchesForIsRefused() throws Exception {
        for (String chain : new String[] {
            chain(ANCHOR, key()),
            chain(new EntityID("https://stranger.example"), ANCHOR_KEY),
            "[]",
            "[1]",
            "no JSON",
            ""
        }) {
            HttpResponse<String> refused = register(CHAIN, chain);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(json(refused).path("error").asString()).isEqualTo("invalid_request");
        }
        assertThat(register(STATEMENT, "no.jwt").statusCode()).isEqualTo(400);
        assertThat(EMULATORS.calls().secondary()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /.well-known/openid-federation, , 405",
        "GET, /api/federation/register, , 405",
        "POST, /api/federation/register, application/json, 415",
        "POST, /api/federation/register, application/x-www-form-urlencoded, 415"
    })
    void whatIsNoEndpointIsTold(String method, String path, String type, int status) throws Exception {
        HttpResponse<String> response =
                type == null ? send(method, path, null) : send(method, path, "{}", "Content-Type", type);

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(EMULATORS.calls()).hasToString("0/0");
    }

    @Test
    void aHugeStatementIsTooLarge() throws Exception {
        assertThat(register(STATEMENT, "x".repeat(70_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void whereNobodyAnswersNothingIsLost() throws Exception {
        takeDown(Home.PRIMARY, Home.SECONDARY);

        assertThatItIsUnavailable(register(CHAIN, chain(ANCHOR, ANCHOR_KEY)));
    }
}
