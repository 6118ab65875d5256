package dev.dualclient.test.emulator;

import dev.dualclient.test.emulator.Authlete.Registered;
import dev.dualclient.test.emulator.Authlete.Result;
import java.util.List;

/** Calls the operations of a credential issuer, rightly and wrongly. */
final class CredentialExercises {

    /** The credential that is bound to no key, so that nothing has to be proven. */
    private static final String IDENTITY = "{\"credential_configuration_id\":\"IdentityCredentialJwt\"}";

    private final Authlete authlete;

    private CredentialExercises(Authlete authlete) {
        this.authlete = authlete;
    }

    static void all(Authlete authlete) {
        CredentialExercises exercises = new CredentialExercises(authlete);
        exercises.documents();
        exercises.requests(exercises.token());
        Settings.set(authlete, "verifiableCredentialsEnabled", false);
        exercises.documents();
        exercises.requests("nobody's");
    }

    private void documents() {
        for (String operation : List.of("vci-metadata", "vci-jwtissuer", "vci-jwks", "vci-nonce")) {
            authlete.call(operation, "pretty", true);
        }
        authlete.call("vci-offer-create");
        authlete.call("vci-offer-info", "identifier", "none");
    }

    private String token() {
        Result offer = authlete.call(
                "vci-offer-create",
                "subject",
                "john",
                "credentialConfigurationIds",
                List.of("IdentityCredentialJwt"),
                "authorizationCodeGrantIncluded",
                true,
                "issuerStateIncluded",
                true,
                "preAuthorizedCodeGrantIncluded",
                true);
        authlete.call(
                "vci-offer-info",
                "identifier",
                offer.json().at("/info/identifier").asString());
        Registered wallet = authlete.client("grantTypes", new String[] {"PRE_AUTHORIZED_CODE"});
        String[] request = {
            "grant_type",
            "urn:ietf:params:oauth:grant-type:pre-authorized_code",
            "pre-authorized_code",
            offer.json().at("/info/preAuthorizedCode").asString()
        };
        String token = authlete.token(wallet, request).text("accessToken");
        authlete.token(wallet, request);
        return token;
    }

    private void requests(String token) {
        for (String content : List.of(IDENTITY, "none")) {
            Result parsed = authlete.call("vci-single-parse", "accessToken", token, "requestContent", content);
            order(token, parsed.json().at("/info/identifier").asString(""), false);
            String batched = "{\"credential_requests\":[" + content + "]}";
            Result batch = authlete.call("vci-batch-parse", "accessToken", token, "requestContent", batched);
            authlete.call(
                    "vci-batch-issue",
                    "accessToken",
                    token,
                    "orders",
                    List.of(Authlete.json(
                            "requestIdentifier",
                            batch.json().at("/info/0/identifier").asString(""))));
        }
        String later = authlete.call("vci-single-parse", "accessToken", token, "requestContent", IDENTITY)
                .json()
                .at("/info/identifier")
                .asString("");
        order(token, later, true);
        authlete.call(
                "vci-deferred-parse", "accessToken", token, "requestContent", "{\"transaction_id\":\"" + later + "\"}");
        authlete.call("vci-deferred-parse", "accessToken", token, "requestContent", "{}");
        for (int i = 0; i < 2; i++) {
            authlete.call("vci-deferred-issue", "order", Authlete.json("requestIdentifier", later));
        }
    }

    private void order(String token, String identifier, boolean deferred) {
        authlete.call(
                "vci-single-issue",
                "accessToken",
                token,
                "order",
                Authlete.json(
                        "requestIdentifier",
                        identifier,
                        "credentialPayload",
                        "{\"family_name\":\"Doe\"}",
                        "issuanceDeferred",
                        deferred));
    }
}
