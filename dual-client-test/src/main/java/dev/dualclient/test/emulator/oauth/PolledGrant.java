package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ciba.CIBAError;
import com.nimbusds.oauth2.sdk.device.DeviceAuthorizationGrantError;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.ClientAuthentication.Authenticated;
import dev.dualclient.test.emulator.state.Approval;
import dev.dualclient.test.emulator.state.BackchannelRequest;
import dev.dualclient.test.emulator.state.OneTime;
import dev.dualclient.test.emulator.state.PolledRequest;
import dev.dualclient.test.emulator.state.Polling;
import dev.dualclient.test.emulator.state.Property;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenGrant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The grants that a client polls for: device code (RFC 8628 section 3.4) and CIBA (CIBA Core section 10.1). */
final class PolledGrant {

    private final Store store;
    private final TokenIssuer issuer;
    private final IdTokens idTokens;
    private final boolean ciba;
    private final String parameter;
    private final String module;

    private PolledGrant(
            Store store, TokenIssuer issuer, IdTokens idTokens, boolean ciba, String parameter, String module) {
        this.store = store;
        this.issuer = issuer;
        this.idTokens = idTokens;
        this.ciba = ciba;
        this.parameter = parameter;
        this.module = module;
    }

    static PolledGrant ofDevice(Store store, TokenIssuer issuer, IdTokens idTokens) {
        return new PolledGrant(store, issuer, idTokens, false, "device_code", "A242");
    }

    static PolledGrant ofBackchannel(Store store, TokenIssuer issuer, IdTokens idTokens) {
        return new PolledGrant(store, issuer, idTokens, true, "auth_req_id", "A200");
    }

    Answer answer(Authenticated authenticated, Parameters parameters, Call call) {
        String value = TokenRequests.required(parameters, parameter, module + "301", module + "302");
        OneTime.Held<PolledRequest> held = find(value);
        if (held == null) {
            throw refused(OAuth2Error.INVALID_GRANT, "304", "The '" + parameter + "' does not exist.");
        }
        PolledRequest request = held.thing();
        if (request.clientId() != authenticated.client().clientId()) {
            throw refused(OAuth2Error.INVALID_GRANT, "305", "The client is not the owner of the '" + parameter + "'.");
        }
        checkMode(value);
        Polling.Decision decision = request.polling().decision();
        if (store.now() >= held.expiresAt()) {
            throw refused(CIBAError.EXPIRED_TOKEN, ciba ? "307" : "306", "The '" + parameter + "' has expired.");
        }
        boolean soon = request.polling().tooSoon(store.now());
        if (decision == null) {
            throw refused(
                    soon
                            ? DeviceAuthorizationGrantError.SLOW_DOWN
                            : DeviceAuthorizationGrantError.AUTHORIZATION_PENDING,
                    ciba ? "308" : "307",
                    "The end user has not decided yet.");
        }
        forget(value);
        Approval approval = decision.approval();
        if (approval == null) {
            throw failed(decision);
        }
        return issued(authenticated, request, approval, call);
    }

    private OneTime.@Nullable Held<PolledRequest> find(String value) {
        if (!ciba) {
            return store.deviceCodes().find(value);
        }
        OneTime.Held<BackchannelRequest> held = store.authReqIds().find(value);
        return held == null ? null : new OneTime.Held<>(held.thing().request(), held.expiresAt());
    }

    private void checkMode(String value) {
        OneTime.Held<BackchannelRequest> held = ciba ? store.authReqIds().find(value) : null;
        if (held != null && held.thing().deliveryMode().equals("PUSH")) {
            throw refused(
                    OAuth2Error.UNAUTHORIZED_CLIENT,
                    "306",
                    "The 'auth_req_id' cannot be used at the token endpoint because it was issued in the 'push' mode.");
        }
    }

    private void forget(String value) {
        if (ciba) {
            store.authReqIds().remove(value);
        } else {
            store.deviceCodes().remove(value);
        }
    }

    private Refusal failed(Polling.Decision decision) {
        ErrorObject error = PolledGrant.error(decision.result());
        String words = decision.description();
        return refused(error, "001", words == null ? "The end user has not authorized the request." : words);
    }

    /** Returns the error for a request that was not authorized. */
    static ErrorObject error(Polling.Result result) {
        return result == Polling.Result.ACCESS_DENIED ? OAuth2Error.ACCESS_DENIED : CIBAError.EXPIRED_TOKEN;
    }

    private Answer issued(Authenticated authenticated, PolledRequest request, Approval approval, Call call) {
        List<Property> properties = new ArrayList<>(approval.properties());
        properties.addAll(Property.of(call.body()));
        TokenIssuer.Issued issued = issuer.issue(
                authenticated.client(),
                new TokenGrant(
                                request.clientId(),
                                authenticated.aliasUsed(),
                                approval.subject(),
                                ciba ? "CIBA" : "DEVICE_CODE",
                                approval.scopes(),
                                properties,
                                approval.acr(),
                                approval.authTime(),
                                approval.privileges(),
                                authenticated.binding())
                        .within(approval),
                true,
                call.body());
        String idToken = approval.scopes().contains("openid")
                ? idTokens.issue(authenticated.client(), request.clientIdentifier(), approval, issued.presented())
                : null;
        return issuer.answer(
                Answer.action("OK", module + "002", "The token request was processed successfully."),
                authenticated.client(),
                issued,
                idToken);
    }

    private Refusal refused(ErrorObject error, String number, String message) {
        return TokenRequests.refused(error, module + number, message);
    }
}
