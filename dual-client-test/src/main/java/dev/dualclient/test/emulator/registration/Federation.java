package dev.dualclient.test.emulator.registration;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityID;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityStatement;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityStatementClaimsSet;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityType;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.management.ClientMetadata;
import dev.dualclient.test.emulator.management.ClientMetadata.Registered;
import dev.dualclient.test.emulator.management.Discovery;
import dev.dualclient.test.emulator.registration.TrustChains.InvalidChainException;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.Store;
import java.text.ParseException;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.minidev.json.JSONObject;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service as an entity of OpenID Federation 1.0: its entity configuration ({@code federation-configuration}) and the
 * explicit registration of relying parties ({@code federation-registration}). It signs with the keys of the service.
 */
final class Federation {

    private static final long CONFIGURATION_SECONDS = 86400;

    private final Store store;
    private final ClientMetadata rules;

    Federation(Store store) {
        this.store = store;
        this.rules = new ClientMetadata(store);
    }

    Answer configuration(Call call) {
        checkEnabled("A905301");
        Service service = store.service();
        EntityID self = new EntityID(service.issuer());
        long life = service.milliseconds("federationConfigurationDuration", CONFIGURATION_SECONDS);
        EntityStatementClaimsSet claims = new EntityStatementClaimsSet(
                self,
                self,
                new Date(store.now()),
                new Date(store.now() + life),
                service.keys().all().toPublicJWKSet());
        List<EntityID> superiors = service.settings().texts("authorityHints").stream()
                .map(EntityID::new)
                .toList();
        claims.setAuthorityHints(superiors.isEmpty() ? null : superiors);
        Document metadata = Document.of(Document.MAPPER.readTree(Discovery.document(service)))
                .with("federation_registration_endpoint", service.settings().text("federationRegistrationEndpoint"))
                .with("client_registration_types_supported", List.of("explicit"));
        claims.setMetadata(EntityType.OPENID_PROVIDER, object(metadata.json()));
        return Answer.action("OK", "A905001", "An entity configuration was prepared successfully.")
                .with("responseContent", signed(claims));
    }

    Answer registration(Call call) {
        checkEnabled("A906301");
        RelyingParty party = party(call.body());
        if (store.clients().ofEntityId(party.entityId()) != null) {
            throw refused("A906304", "A client that has the same entity ID has already been registered.");
        }
        Registered registered = rules.register(
                RegistrationMetadata.client(party.metadata(), Document.empty())
                        .with("entityId", party.entityId())
                        .with("trustAnchorId", party.trustAnchorId())
                        .with("trustChain", party.chain())
                        .with("trustChainExpiresAt", party.expiresAt().getTime() / 1000)
                        .with("trustChainUpdatedAt", store.now() / 1000)
                        .with("clientRegistrationTypes", List.of("EXPLICIT")),
                Document.empty().with("explicitlyRegistered", true));
        return Answer.action("OK", "A906001", "The relying party was registered.")
                .with("responseContent", content(party, registered))
                .with("client", rules.json(registered.client(), registered.secret()));
    }

    private RelyingParty party(Document request) {
        String chain = request.text("trustChain");
        String configuration = request.text("entityConfiguration");
        TrustChains chains = new TrustChains(anchors(), store.now());
        try {
            if (chain != null) {
                return chains.ofChain(chain);
            }
            if (configuration != null) {
                return chains.ofConfiguration(configuration);
            }
        } catch (InvalidChainException invalid) {
            throw refused("A906303", String.valueOf(invalid.getMessage()));
        }
        throw refused("A906302", "The request contains neither an entity configuration nor a trust chain.");
    }

    private Map<EntityID, JWKSet> anchors() {
        Map<EntityID, JWKSet> keys = new HashMap<>();
        try {
            for (Document anchor : store.service().settings().documents("trustAnchors")) {
                keys.put(new EntityID(anchor.text("entityId", "")), JWKSet.parse(anchor.text("jwks", "")));
            }
        } catch (ParseException | IllegalArgumentException malformed) {
            throw unprepared("A trust anchor of the service is malformed.");
        }
        if (keys.isEmpty()) {
            throw unprepared("The service has no trust anchor.");
        }
        return keys;
    }

    /** Returns what the relying party is told: a statement about it. */
    private String content(RelyingParty party, Registered registered) {
        EntityStatementClaimsSet claims = new EntityStatementClaimsSet(
                new EntityID(store.service().issuer()),
                new EntityID(party.entityId()),
                new Date(store.now()),
                party.expiresAt(),
                party.keys());
        claims.setAudience(List.of(new Audience(party.entityId())));
        claims.setTrustAnchorID(new EntityID(party.trustAnchorId()));
        claims.setAuthorityHints(List.of(new EntityID(party.superior())));
        claims.setMetadata(EntityType.OPENID_RELYING_PARTY, object(RegistrationMetadata.told(registered)));
        return signed(claims);
    }

    private String signed(EntityStatementClaimsSet claims) {
        JWK key = store.service().keys().all().getKeys().get(0);
        try {
            return EntityStatement.sign(claims, key).getSignedStatement().serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a key of the service cannot sign", e);
        }
    }

    private static JSONObject object(ObjectNode json) {
        JSONObject object = new JSONObject();
        Document.MAPPER.convertValue(json, Map.class).forEach((name, value) -> object.put(String.valueOf(name), value));
        return object;
    }

    private void checkEnabled(String code) {
        if (!store.service().is("federationEnabled")) {
            throw Refusal.toClient("NOT_FOUND", OAuth2Error.INVALID_REQUEST, code, "OpenID Federation is not enabled.");
        }
    }

    private static Refusal unprepared(String message) {
        return Refusal.toClient("INTERNAL_SERVER_ERROR", OAuth2Error.SERVER_ERROR, "A906201", message);
    }

    private static Refusal refused(String code, String message) {
        return Refusal.toClient("BAD_REQUEST", OAuth2Error.INVALID_REQUEST, code, message);
    }
}
