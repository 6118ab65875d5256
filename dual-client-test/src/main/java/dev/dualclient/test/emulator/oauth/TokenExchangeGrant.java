package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.ClientAuthentication.Authenticated;
import dev.dualclient.test.emulator.oauth.InputTokens.Input;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The token exchange grant (RFC 8693). The request is validated, and the authorization server goes on: the token that
 * the client gets is issued by {@code auth-token-create}. With a device secret as actor token it is one of native SSO.
 */
final class TokenExchangeGrant {

    private final Store store;
    private final InputTokens inputTokens;
    private final NativeSso nativeSso;

    TokenExchangeGrant(Store store, NativeSso nativeSso) {
        this.store = store;
        this.inputTokens = new InputTokens(store);
        this.nativeSso = nativeSso;
    }

    Answer answer(Authenticated authenticated, Parameters parameters, Call call) {
        Client client = authenticated.client();
        checkClient(client);
        String requested = type(parameters, "requested_token_type", "A902301");
        String subjectType = type(parameters, "subject_token_type", "A902302");
        String actorType = type(parameters, "actor_token_type", "A902303");
        String subjectToken = TokenRequests.required(parameters, "subject_token", "A902304", "A902305");
        String actorToken = parameters.get("actor_token");
        if (subjectType == null) {
            throw invalid("A902306", "The 'subject_token_type' request parameter is missing.");
        }
        if ((actorToken == null) != (actorType == null)) {
            throw invalid("A902307", "'actor_token' and 'actor_token_type' need each other.");
        }
        if ("DEVICE_SECRET".equals(actorType) && actorToken != null && nativeSso.supported()) {
            return nativeSso.exchanged(authenticated, parameters, call, subjectToken, actorToken);
        }
        Input subject = inputTokens.validated("subject", subjectToken, subjectType);
        Input actor = actorToken == null || actorType == null
                ? Input.UNKNOWN
                : inputTokens.validated("actor", actorToken, actorType);
        return Answer.action("TOKEN_EXCHANGE", "A902001", "The token exchange request is valid.")
                .with("requestedTokenType", requested)
                .with("subjectToken", subjectToken)
                .with("subjectTokenType", subjectType)
                .with("subjectTokenInfo", subject.info())
                .with("actorToken", actorToken)
                .with("actorTokenType", actorType)
                .with("actorTokenInfo", actor.info())
                .with("resources", nonEmpty(parameters.all("resource")))
                .with("audiences", nonEmpty(parameters.all("audience")))
                .with("scopes", Scopes.granted(store.service(), client, parameters.get("scope")))
                .with("clientId", client.clientId())
                .with("clientIdAlias", client.alias())
                .with("clientIdAliasUsed", authenticated.aliasUsed() != null);
    }

    private void checkClient(Client client) {
        if (store.service().is("tokenExchangeByConfidentialClientsOnly") && !client.confidential()) {
            throw refused("A902308", "Public clients are not allowed to exchange tokens.");
        }
        boolean permitted = client.metadata().document("extension").flag("tokenExchangePermitted");
        if (store.service().is("tokenExchangeByPermittedClientsOnly") && !permitted) {
            throw refused("A902309", "The client has no permission to exchange tokens.");
        }
    }

    private static @Nullable String type(Parameters parameters, String name, String code) {
        String value = parameters.get(name);
        if (value == null) {
            return null;
        }
        String type = InputTokens.TYPES.get(value);
        if (type == null) {
            throw invalid(code, "The value of '" + name + "' is not a registered token type.");
        }
        return type;
    }

    private static @Nullable List<String> nonEmpty(List<String> values) {
        return values.isEmpty() ? null : values;
    }

    private static Refusal invalid(String code, String message) {
        return TokenRequests.refused(OAuth2Error.INVALID_REQUEST, code, message);
    }

    private static Refusal refused(String code, String message) {
        return TokenRequests.refused(OAuth2Error.UNAUTHORIZED_CLIENT, code, message);
    }
}
