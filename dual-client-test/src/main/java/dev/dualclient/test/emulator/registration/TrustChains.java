package dev.dualclient.test.emulator.registration;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityID;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityStatement;
import com.nimbusds.openid.connect.sdk.federation.entities.EntityType;
import com.nimbusds.openid.connect.sdk.federation.policy.language.PolicyViolationException;
import com.nimbusds.openid.connect.sdk.federation.trust.ResolveException;
import com.nimbusds.openid.connect.sdk.federation.trust.TrustChain;
import com.nimbusds.openid.connect.sdk.federation.trust.TrustChainResolver;
import dev.dualclient.test.emulator.state.Document;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import net.minidev.json.JSONObject;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Finds and validates the chain of statements that vouches for a relying party (OpenID Federation 1.0 section 10). */
final class TrustChains {

    private static final int TIMEOUT_MS = 2000;

    private final Map<EntityID, JWKSet> anchors;
    private final long now;

    TrustChains(Map<EntityID, JWKSet> anchors, long now) {
        this.anchors = anchors;
        this.now = now;
    }

    /**
     * Returns the relying party of a chain.
     *
     * @param chain a JSON array of JWTs, from the party's own statement to that of an anchor
     * @throws InvalidChainException if the chain does not hold
     */
    RelyingParty ofChain(String chain) throws InvalidChainException {
        List<String> statements = new ArrayList<>();
        try {
            for (JsonNode statement : Document.MAPPER.readTree(chain)) {
                statements.add(statement.asString());
            }
            return validated(TrustChain.parseSerialized(statements));
        } catch (JacksonException | ParseException | IllegalArgumentException malformed) {
            throw new InvalidChainException("The trust chain is malformed.");
        }
    }

    /**
     * Returns the relying party of an entity configuration, fetching the statements of those above it.
     *
     * @throws InvalidChainException if there is no chain, or it does not hold
     */
    RelyingParty ofConfiguration(String configuration) throws InvalidChainException {
        TrustChainResolver resolver = new TrustChainResolver(anchors, TIMEOUT_MS, TIMEOUT_MS);
        try {
            return validated(resolver.resolveTrustChains(EntityStatement.parse(configuration))
                    .getShortest());
        } catch (ParseException | IllegalArgumentException malformed) {
            throw new InvalidChainException("The entity configuration is malformed.");
        } catch (ResolveException unresolved) {
            throw new InvalidChainException("No trust chain leads from the entity configuration to a trust anchor.");
        }
    }

    private RelyingParty validated(TrustChain chain) throws InvalidChainException {
        EntityStatement leaf = chain.getLeafConfiguration();
        EntityID anchor = chain.getTrustAnchorEntityID();
        JWKSet keys = anchors.get(anchor);
        if (keys == null) {
            throw new InvalidChainException("The trust chain ends at an entity that is no trust anchor.");
        }
        Date expiresAt = chain.resolveExpirationTime();
        if (expiresAt == null || expiresAt.getTime() <= now) {
            throw new InvalidChainException("The trust chain has expired.");
        }
        try {
            chain.verifySignatures(keys);
            JSONObject declared = leaf.getClaimsSet().getMetadata(EntityType.OPENID_RELYING_PARTY);
            if (declared == null) {
                throw new InvalidChainException("The entity configuration has no metadata of a relying party.");
            }
            JSONObject metadata = chain.resolveCombinedMetadataPolicy(EntityType.OPENID_RELYING_PARTY)
                    .apply(declared);
            return new RelyingParty(
                    leaf.getEntityID().getValue(),
                    leaf.getClaimsSet().getJWKSet(),
                    chain.getSuperiorStatements()
                            .get(0)
                            .getClaimsSet()
                            .getIssuerEntityID()
                            .getValue(),
                    anchor.getValue(),
                    chain.toSerializedJWTs(),
                    expiresAt,
                    Document.of(Document.MAPPER.readTree(metadata.toJSONString())));
        } catch (BadJOSEException | JOSEException unfit) {
            throw new InvalidChainException("A signature in the trust chain is invalid.");
        } catch (PolicyViolationException violated) {
            throw new InvalidChainException("The metadata violates a policy of the trust chain.");
        }
    }

    /** A chain that vouches for nobody; the message says why and holds nothing of the chain. */
    static final class InvalidChainException extends Exception {

        private static final long serialVersionUID = 1L;

        InvalidChainException(String message) {
            super(message);
        }
    }
}
