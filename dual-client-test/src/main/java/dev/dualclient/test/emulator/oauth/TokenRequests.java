package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Lacks;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.ClientAuthentication.Authenticated;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.PasswordTicket;
import dev.dualclient.test.emulator.state.Property;
import dev.dualclient.test.emulator.state.Store;
import dev.dualclient.test.emulator.state.TokenGrant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Token requests: {@code auth-token}. */
final class TokenRequests {

    private static final long TICKET_LIFE = 24L * 60 * 60 * 1000;
    private static final Set<String> KNOWN_GRANT_TYPES = Set.of(
            "AUTHORIZATION_CODE",
            "CLIENT_CREDENTIALS",
            "PASSWORD",
            "REFRESH_TOKEN",
            "IMPLICIT",
            "CIBA",
            "DEVICE_CODE",
            "TOKEN_EXCHANGE",
            "JWT_BEARER",
            "PRE_AUTHORIZED_CODE");

    /** How one grant type answers. */
    private interface GrantRule {
        Answer answer(Authenticated client, Parameters parameters, Call call);
    }

    private final Store store;
    private final TokenIssuer issuer;
    private final ClientAuthentication authentication;
    private final KeyBindings bindings;
    private final Map<String, GrantRule> rules;

    TokenRequests(Store store, TokenIssuer issuer, IdTokens idTokens, NativeSso nativeSso) {
        this.store = store;
        this.issuer = issuer;
        this.authentication = new ClientAuthentication(store, ClientEndpoint.TOKEN);
        this.bindings = new KeyBindings(store);
        this.rules = Map.of(
                "AUTHORIZATION_CODE", new CodeGrant(store, issuer, idTokens, nativeSso)::answer,
                "REFRESH_TOKEN", new RefreshGrant(store, issuer, nativeSso)::answer,
                "CLIENT_CREDENTIALS", this::clientCredentials,
                "PASSWORD", this::password,
                "DEVICE_CODE", PolledGrant.ofDevice(store, issuer, idTokens)::answer,
                "CIBA", PolledGrant.ofBackchannel(store, issuer, idTokens)::answer,
                "TOKEN_EXCHANGE", new TokenExchangeGrant(store, nativeSso)::answer,
                "JWT_BEARER", new JwtBearerGrant(store)::answer,
                "PRE_AUTHORIZED_CODE", new PreAuthorizedCodeGrant(store, issuer)::answer);
    }

    Answer token(Call call) {
        Parameters parameters = Parameters.of(call, "A047");
        String grantType = grantType(parameters);
        Authenticated client = authentication.authenticate(call, parameters);
        if (!store.service().supports("supportedGrantTypes", grantType)) {
            throw refused(
                    OAuth2Error.UNSUPPORTED_GRANT_TYPE, "A049305", "This service does not support the grant_type.");
        }
        if (!client.client().declares("grantTypes", grantType)) {
            throw refused(
                    OAuth2Error.UNAUTHORIZED_CLIENT,
                    "A047302",
                    "The grant type specified by the 'grant_type' request parameter is not included in the list of"
                            + " grant types that the client has declared it may use.");
        }
        GrantRule rule = rules.get(grantType);
        if (rule == null) {
            throw Lacks.feature("the grant type " + grantType);
        }
        Authenticated bound = client.bound(bindings.ofRequest(call, client.client()));
        try {
            return rule.answer(bound, parameters, call)
                    .with("grantType", grantType)
                    .with("clientAuthMethod", client.client().authMethod())
                    .with("dpopNonce", bindings.nonce(call));
        } catch (RequestError e) {
            throw e.refusal();
        }
    }

    private static String grantType(Parameters parameters) {
        String value = parameters.get("grant_type");
        if (value == null) {
            throw refused(
                    OAuth2Error.INVALID_REQUEST,
                    parameters.has("grant_type") ? "A049302" : "A049301",
                    "The token request does not contain 'grant_type' parameter.");
        }
        String name = name(value);
        if (!KNOWN_GRANT_TYPES.contains(name)) {
            throw refused(
                    OAuth2Error.UNSUPPORTED_GRANT_TYPE,
                    "A049304",
                    "The value of 'grant_type' in the token request is invalid.");
        }
        if (name.equals("IMPLICIT")) {
            throw refused(
                    OAuth2Error.UNSUPPORTED_GRANT_TYPE,
                    "A049306",
                    "The 'implicit' grant_type is invalid for the token endpoint.");
        }
        return name;
    }

    /** Returns the API's name of a grant type: the last part of its URN, in capitals. */
    private static String name(String value) {
        try {
            String last = GrantType.parse(value).getValue();
            last = last.substring(last.lastIndexOf(':') + 1);
            return last.replace('-', '_').toUpperCase(Locale.ROOT);
        } catch (ParseException e) {
            return "";
        }
    }

    private Answer clientCredentials(Authenticated authenticated, Parameters parameters, Call call) {
        Client client = authenticated.client();
        if (!client.confidential()) {
            throw refused(
                    OAuth2Error.UNAUTHORIZED_CLIENT,
                    "A052301",
                    "Public clients are not allowed to use 'grant_type=client_credentials'.");
        }
        List<String> scopes = Scopes.granted(store.service(), client, parameters.get("scope"));
        if (scopes.isEmpty() && store.service().is("scopeRequired")) {
            throw refused(OAuth2Error.INVALID_SCOPE, "A052303", "The token request yields no scope.");
        }
        TokenIssuer.Issued issued = issuer.issue(
                client,
                new TokenGrant(
                        client.clientId(),
                        authenticated.aliasUsed(),
                        null,
                        "CLIENT_CREDENTIALS",
                        scopes,
                        Property.of(call.body()),
                        null,
                        0,
                        RequestedPrivileges.of(store.service(), client, parameters),
                        authenticated.binding()),
                false,
                call.body());
        return issuer.answer(
                Answer.action(
                        "OK",
                        "A052001",
                        "The token request (grant_type=client_credentials) was processed" + " successfully."),
                client,
                issued,
                null);
    }

    private Answer password(Authenticated authenticated, Parameters parameters, Call call) {
        String username = required(parameters, "username", "A051301", "A051302");
        String password = required(parameters, "password", "A051304", "A051305");
        List<String> scopes = Scopes.granted(store.service(), authenticated.client(), parameters.get("scope"));
        if (scopes.isEmpty() && store.service().is("scopeRequired")) {
            throw refused(OAuth2Error.INVALID_SCOPE, "A051308", "The token request yields no scope.");
        }
        long now = store.now();
        String ticket = store.passwordTickets()
                .handOut(
                        new PasswordTicket(
                                authenticated.client().clientId(),
                                authenticated.aliasUsed(),
                                scopes,
                                RequestedPrivileges.of(store.service(), authenticated.client(), parameters),
                                authenticated.binding()),
                        now + TICKET_LIFE,
                        now);
        return Answer.action(
                        "PASSWORD",
                        "A051001",
                        "Authlete has successfully issued a ticket to the service for the token request from the"
                                + " client. [grant_type=password]")
                .with("ticket", ticket)
                .with("username", username)
                .with("password", password)
                .with("clientId", authenticated.client().clientId())
                .with("clientIdAlias", authenticated.client().alias())
                .with("clientIdAliasUsed", authenticated.aliasUsed() != null)
                .with("scopes", scopes);
    }

    /** Returns the value of a parameter that a token request must have. */
    static String required(Parameters parameters, String name, String missing, String empty) {
        String value = parameters.get(name);
        if (value == null) {
            throw refused(
                    OAuth2Error.INVALID_REQUEST,
                    parameters.has(name) ? empty : missing,
                    "The token request does not contain '" + name + "' parameter, or its value is empty.");
        }
        return value;
    }

    static Refusal refused(ErrorObject error, String code, String message) {
        return Refusal.toClient("BAD_REQUEST", error, code, message);
    }
}
