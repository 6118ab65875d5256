package dev.dualclient.test.emulator.registration;

import com.nimbusds.jose.jwk.JWKSet;
import dev.dualclient.test.emulator.state.Document;
import java.util.Date;
import java.util.List;

/**
 * A relying party that a trust chain vouches for.
 *
 * @param entityId what it is called
 * @param keys its keys for federation
 * @param superior who vouches for it immediately
 * @param trustAnchorId who vouches for it in the end
 * @param chain the chain, from the party to the anchor, as JWTs
 * @param expiresAt when the chain ends
 * @param metadata its client metadata, as the policies of the chain leave them
 */
record RelyingParty(
        String entityId,
        JWKSet keys,
        String superior,
        String trustAnchorId,
        List<String> chain,
        Date expiresAt,
        Document metadata) {}
