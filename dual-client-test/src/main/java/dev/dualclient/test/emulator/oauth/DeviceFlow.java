package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.device.UserCode;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.ClientAuthentication.Authenticated;
import dev.dualclient.test.emulator.state.Approval;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.OneTime;
import dev.dualclient.test.emulator.state.PolledRequest;
import dev.dualclient.test.emulator.state.Polling;
import dev.dualclient.test.emulator.state.Store;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The device flow (RFC 8628) up to the end user's decision: {@code device-authorization}, {@code device-verification},
 * {@code device-complete}. A user code is what a person types, so case and separators do not matter.
 */
final class DeviceFlow {

    private static final int CODE_LENGTH = 8;

    private final Store store;
    private final ClientAuthentication authentication;

    DeviceFlow(Store store) {
        this.store = store;
        this.authentication = new ClientAuthentication(store, ClientEndpoint.DEVICE_AUTHORIZATION);
    }

    Answer authorization(Call call) {
        Parameters parameters = Parameters.of(call, "A166");
        Authenticated authenticated = authentication.authenticate(call, parameters);
        Client client = authenticated.client();
        PolledRequests.checkGrantType(store.service(), client, "DEVICE_CODE");
        PolledRequest request = PolledRequests.of(store, authenticated, parameters, "deviceFlowPollingInterval");
        if (request.scopes().isEmpty() && store.service().is("scopeRequired")) {
            throw ClientEndpoint.DEVICE_AUTHORIZATION.badRequest(
                    OAuth2Error.INVALID_SCOPE, "A219305", "The device authorization request yields no scope.");
        }
        long now = store.now();
        long life = store.service().milliseconds("deviceFlowCodeDuration", 600);
        UserCode userCode = new UserCode(UserCode.LETTER_CHAR_SET, CODE_LENGTH);
        store.userCodes().keep(userCode.getStrippedValue(), request, now + life, now);
        String deviceCode = store.deviceCodes().handOut(request, now + life, now);
        return told(client, request, deviceCode, userCode.getValue(), life / 1000);
    }

    private Answer told(Client client, PolledRequest request, String deviceCode, String userCode, long seconds) {
        Document settings = store.service().settings();
        String uri = settings.text("deviceVerificationUri", store.service().issuer() + "/device");
        String complete = settings.text("deviceVerificationUriComplete", uri + "?user_code=USER_CODE")
                .replace("USER_CODE", userCode);
        long interval = store.service().milliseconds("deviceFlowPollingInterval", 5) / 1000;
        ObjectNode content = Document.MAPPER
                .createObjectNode()
                .put("device_code", deviceCode)
                .put("user_code", userCode)
                .put("verification_uri", uri)
                .put("verification_uri_complete", complete)
                .put("expires_in", seconds)
                .put("interval", interval);
        Answer answer = Answer.action("OK", "A220001", "The device authorization request was processed successfully.")
                .with("responseContent", content.toString())
                .with("clientAuthMethod", client.authMethod())
                .with("deviceCode", deviceCode)
                .with("userCode", userCode)
                .with("verificationUri", uri)
                .with("verificationUriComplete", complete)
                .with("expiresIn", seconds)
                .with("interval", interval);
        return PolledRequests.shown(answer, store, client, request);
    }

    Answer verification(Call call) {
        String code = call.body().text("userCode");
        if (code == null) {
            return Answer.action(
                    "SERVER_ERROR", "A225201", "The API call does not have the 'userCode' parameter or it is empty.");
        }
        OneTime.Held<PolledRequest> held = find(code);
        Client client = held == null ? null : store.clients().at(held.thing().clientId());
        if (held == null || client == null) {
            return Answer.action("NOT_EXIST", "A225301", "No record for the user code exists in the database.");
        }
        if (store.now() >= held.expiresAt()) {
            return Answer.action("EXPIRED", "A225303", "The user code has already expired.");
        }
        Answer answer =
                Answer.action("VALID", "A224001", "The user code is valid.").with("expiresAt", held.expiresAt());
        return PolledRequests.shown(answer, store, client, held.thing());
    }

    Answer complete(Call call) {
        String code = call.body().text("userCode");
        if (code == null) {
            throw wrong("A227201", "The API call does not have the 'userCode' parameter or its value is empty.");
        }
        OneTime.Held<PolledRequest> held = find(code);
        if (held == null) {
            return Answer.action(
                    "USER_CODE_NOT_EXIST", "A227301", "No record for the user code exists in the database.");
        }
        if (store.now() >= held.expiresAt()) {
            return Answer.action("USER_CODE_EXPIRED", "A227303", "The user code has already expired.");
        }
        Polling polling = held.thing().polling();
        if (polling.decision() != null) {
            throw wrong("A239203", "The user code has already been consumed by the previous API call.");
        }
        polling.decide(decision(call.body(), held.thing()));
        return Answer.action("SUCCESS", "A241001", "The API call was processed successfully.");
    }

    private Polling.Decision decision(Document body, PolledRequest request) {
        Polling.Result result = PolledRequests.result(body);
        if (result == null) {
            throw wrong("A228201", "The mandatory request parameter 'result' is missing.");
        }
        String subject = body.text("subject");
        if (result == Polling.Result.AUTHORIZED && subject == null) {
            throw wrong("A230201", "The 'subject' request parameter is missing or its value is empty.");
        }
        Approval approval = result == Polling.Result.AUTHORIZED
                ? PolledRequests.approval(
                        store,
                        body,
                        request,
                        () -> wrong(
                                "A234201", "The value of the 'claims' request parameter failed to be parsed as JSON."))
                : null;
        return new Polling.Decision(result, approval, body.text("errorDescription"));
    }

    private OneTime.@Nullable Held<PolledRequest> find(String typed) {
        String code = UserCode.stripIllegalChars(typed, UserCode.LETTER_CHAR_SET);
        return store.userCodes().find(code);
    }

    private static Refusal wrong(String code, String message) {
        return new Refusal(Answer.action("INVALID_REQUEST", code, message));
    }
}
