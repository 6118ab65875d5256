package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.ClientAuthentication.Authenticated;
import dev.dualclient.test.emulator.state.CredentialOffer;
import dev.dualclient.test.emulator.state.Privileges;
import dev.dualclient.test.emulator.state.Property;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenGrant;
import java.util.ArrayList;
import java.util.List;

/**
 * The pre-authorized code grant (OpenID for Verifiable Credential Issuance section 6.1). The token that it brings is good
 * for the credentials of the offer.
 */
final class PreAuthorizedCodeGrant {

    private final Store store;
    private final TokenIssuer issuer;

    PreAuthorizedCodeGrant(Store store, TokenIssuer issuer) {
        this.store = store;
        this.issuer = issuer;
    }

    Answer answer(Authenticated authenticated, Parameters parameters, Call call) {
        String code = TokenRequests.required(parameters, "pre-authorized_code", "A909301", "A909302");
        CredentialOffer offer = store.credentialOffers().ofPreAuthorizedCode(code, store.now());
        if (offer == null) {
            throw invalid("A909303", "The pre-authorized code does not exist, or has expired.");
        }
        if (offer.txCode() != null && !offer.txCode().equals(parameters.get("tx_code"))) {
            throw invalid("A909304", "The transaction code is missing or wrong.");
        }
        store.credentialOffers().remove(offer);
        List<Property> properties = new ArrayList<>(Property.of(offer.request()));
        properties.addAll(Property.of(call.body()));
        TokenIssuer.Issued issued = issuer.issue(
                authenticated.client(),
                new TokenGrant(
                                authenticated.client().clientId(),
                                authenticated.aliasUsed(),
                                offer.subject(),
                                "PRE_AUTHORIZED_CODE",
                                List.of(),
                                properties,
                                offer.request().text("acr"),
                                offer.request().number("authTime"))
                        .with(Privileges.ofOffer(offer.configurationIds()), authenticated.binding()),
                true,
                call.body());
        return issuer.answer(
                Answer.action("OK", "A909001", "The token request (pre-authorized code) was processed successfully."),
                authenticated.client(),
                issued,
                null);
    }

    private static Refusal invalid(String code, String message) {
        return TokenRequests.refused(OAuth2Error.INVALID_GRANT, code, message);
    }
}
