package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ciba.CIBAError;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.ClientAuthentication.Authenticated;
import dev.dualclient.test.emulator.state.BackchannelRequest;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.PolledRequest;
import dev.dualclient.test.emulator.state.Store;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Backchannel authentication requests (CIBA Core section 7): {@code backchannel-authentication}. */
final class BackchannelRequests {

    private static final ClientEndpoint ENDPOINT = ClientEndpoint.BACKCHANNEL_AUTHENTICATION;
    private static final long TICKET_LIFE = 24L * 60 * 60 * 1000;
    private static final List<String> HINTS = List.of("login_hint", "login_hint_token", "id_token_hint");

    private final Store store;
    private final ClientAuthentication authentication;
    private final BackchannelRequestObjects requestObjects;

    BackchannelRequests(Store store) {
        this.store = store;
        this.authentication = new ClientAuthentication(store, ENDPOINT);
        this.requestObjects = new BackchannelRequestObjects(store);
    }

    Answer authentication(Call call) {
        Parameters given = Parameters.of(call, "A166");
        Authenticated authenticated = authentication.authenticate(call, given);
        Client client = authenticated.client();
        if (!client.confidential()) {
            throw refused(
                    OAuth2Error.UNAUTHORIZED_CLIENT, "A168311", "Public clients are not allowed to use the CIBA flow.");
        }
        PolledRequests.checkGrantType(store.service(), client, "CIBA");
        Parameters parameters = requestObjects.opened(authenticated, given);
        PolledRequest request = PolledRequests.of(store, authenticated, parameters, "backchannelPollingInterval");
        if (!request.scopes().contains("openid")) {
            throw refused(
                    OAuth2Error.INVALID_SCOPE,
                    "A176304",
                    "The backchannel authentication request does not include the mandatory scope 'openid'.");
        }
        String mode = mode(client);
        String notificationToken = notificationToken(mode, parameters);
        String hint = hint(parameters);
        boolean codeRequired = codeRequired(client, parameters);
        long expiry = requestedExpiry(parameters);
        BackchannelRequest waiting = new BackchannelRequest(
                request,
                mode,
                notificationToken,
                expiry > 0 ? expiry * 1000 : store.service().milliseconds("backchannelAuthReqIdDuration", 600),
                null);
        long now = store.now();
        Answer answer = Answer.action(
                        "USER_IDENTIFICATION",
                        "A179001",
                        "The backchannel authentication request was processed successfully.")
                .with("ticket", store.backchannelTickets().handOut(waiting, now + TICKET_LIFE, now))
                .with("clientNotificationToken", notificationToken)
                .with("deliveryMode", mode)
                .with("hintType", hint.toUpperCase(Locale.ROOT))
                .with("hint", parameters.get(hint))
                .with(
                        "sub",
                        hint.equals("id_token_hint") ? subject(client, String.valueOf(parameters.get(hint))) : null)
                .with("bindingMessage", parameters.get("binding_message"))
                .with("userCode", parameters.get("user_code"))
                .with("userCodeRequired", codeRequired)
                .with("requestedExpiry", expiry)
                .with("requestContext", parameters.get("request_context"));
        return PolledRequests.shown(answer, store, client, request);
    }

    private String mode(Client client) {
        String mode = client.metadata().text("bcDeliveryMode");
        if (mode == null) {
            throw refused(
                    OAuth2Error.UNAUTHORIZED_CLIENT,
                    "A169301",
                    "The backchannel token delivery mode of the client application is not set.");
        }
        String name = mode.toUpperCase(Locale.ROOT);
        if (!store.service().supports("supportedBackchannelTokenDeliveryModes", name)) {
            throw refused(
                    OAuth2Error.UNAUTHORIZED_CLIENT,
                    "A169302",
                    "The backchannel token delivery mode of the client is not supported by the server.");
        }
        return name;
    }

    private static @Nullable String notificationToken(String mode, Parameters parameters) {
        String token = parameters.get("client_notification_token");
        if (token == null && !mode.equals("POLL")) {
            throw refused(
                    OAuth2Error.INVALID_REQUEST,
                    "A166302",
                    "The request parameter 'client_notification_token' is missing.");
        }
        return mode.equals("POLL") ? null : token;
    }

    /** Returns the name of the one hint that says who the end user is. */
    private static String hint(Parameters parameters) {
        List<String> given =
                HINTS.stream().filter(name -> parameters.get(name) != null).toList();
        if (given.size() != 1) {
            throw refused(
                    OAuth2Error.INVALID_REQUEST,
                    given.isEmpty() ? "A174301" : "A174302",
                    given.isEmpty()
                            ? "The backchannel authentication request does not contain any hint."
                            : "The backchannel authentication request contains multiple hints.");
        }
        return given.get(0);
    }

    /** Returns whom an ID token that this server has issued to the client is about. */
    private String subject(Client client, String idToken) {
        JWTClaimsSet claims;
        try {
            SignedJWT jwt = SignedJWT.parse(idToken);
            claims = jwt.getJWTClaimsSet();
            if (!store.service().keys().verify(jwt)) {
                throw refused(
                        OAuth2Error.INVALID_REQUEST,
                        "A175302",
                        "The value of the 'id_token_hint' is not signed by us.");
            }
        } catch (ParseException e) {
            throw refused(
                    OAuth2Error.INVALID_REQUEST,
                    "A175301",
                    "The value of the 'id_token_hint' request parameter failed to be parsed as JOSE.");
        }
        if (!store.service().issuer().equals(claims.getIssuer())) {
            throw refused(
                    OAuth2Error.INVALID_REQUEST,
                    "A175306",
                    "The value of the 'iss' claim in the 'id_token_hint' is different from the issuer identifier of this"
                            + " server.");
        }
        if (claims.getAudience().stream().noneMatch(name -> names(client, name))) {
            throw refused(
                    OAuth2Error.INVALID_REQUEST,
                    "A175308",
                    "The 'aud' claim in the 'id_token_hint' does not contain the client ID.");
        }
        return String.valueOf(claims.getSubject());
    }

    private static boolean names(Client client, String name) {
        return name.equals(Long.toString(client.clientId())) || name.equals(client.alias());
    }

    private boolean codeRequired(Client client, Parameters parameters) {
        boolean required = store.service().is("backchannelUserCodeParameterSupported")
                && client.metadata().flag("bcUserCodeRequired");
        if (required && parameters.get("user_code") == null) {
            throw refused(
                    CIBAError.MISSING_USER_CODE,
                    "A177301",
                    "The backchannel authentication request does not include a user code.");
        }
        return required;
    }

    private static long requestedExpiry(Parameters parameters) {
        String value = parameters.get("requested_expiry");
        if (value == null) {
            return 0;
        }
        if (!value.matches("[0-9]{1,9}")) {
            throw refused(
                    OAuth2Error.INVALID_REQUEST,
                    "A201301",
                    "The value of the 'requested_expiry' request parameter is not an integer.");
        }
        long seconds = Long.parseLong(value);
        if (seconds == 0) {
            throw refused(
                    OAuth2Error.INVALID_REQUEST,
                    "A201302",
                    "The value of the 'requested_expiry' request parameter must be a positive integer.");
        }
        return seconds;
    }

    private static Refusal refused(ErrorObject error, String code, String message) {
        return ENDPOINT.badRequest(error, code, message);
    }
}
