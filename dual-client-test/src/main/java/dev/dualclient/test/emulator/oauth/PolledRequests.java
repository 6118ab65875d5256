package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.oauth.ClientAuthentication.Authenticated;
import dev.dualclient.test.emulator.state.Approval;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.PolledRequest;
import dev.dualclient.test.emulator.state.Polling;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.Store;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the device flow and CIBA have in common before tokens are asked for. */
final class PolledRequests {

    private PolledRequests() {}

    /** Checks that service and client use a grant type. */
    static void checkGrantType(Service service, Client client, String grantType) {
        if (!service.supports("supportedGrantTypes", grantType)) {
            throw new RequestError(
                            OAuth2Error.UNSUPPORTED_GRANT_TYPE,
                            "A166305",
                            "The grant type '" + grantType + "' is not supported by this service.")
                    .refusal();
        }
        if (!client.declares("grantTypes", grantType)) {
            throw new RequestError(
                            OAuth2Error.UNAUTHORIZED_CLIENT,
                            "A166306",
                            "The client does not declare that it will use the grant type '" + grantType + "'.")
                    .refusal();
        }
    }

    /** Reads what is asked for; {@code interval} names the setting of how often a client may poll. */
    static PolledRequest of(Store store, Authenticated authenticated, Parameters parameters, String interval) {
        Service service = store.service();
        Client client = authenticated.client();
        String acrs = parameters.get("acr_values");
        try {
            return new PolledRequest(
                    client.clientId(),
                    authenticated.aliasUsed(),
                    Scopes.granted(service, client, parameters.get("scope")),
                    RequestedPrivileges.of(service, client, parameters),
                    acrs == null ? List.of() : List.of(acrs.trim().split(" +")),
                    new Polling(service.milliseconds(interval, 5)));
        } catch (RequestError e) {
            throw e.refusal();
        }
    }

    /** Tells what is asked for, and by whom. */
    static Answer shown(Answer answer, Store store, Client client, PolledRequest request) {
        answer.with("clientId", client.clientId())
                .with("clientIdAlias", client.alias())
                .with("clientIdAliasUsed", request.aliasUsed() != null)
                .with("clientName", client.metadata().text("clientName"))
                .with("scopes", Scopes.described(store.service(), request.scopes()))
                .with("claimNames", Claims.forUserInfo(request.scopes(), null))
                .with("acrs", request.acrs().isEmpty() ? null : request.acrs());
        return RequestedPrivileges.shown(answer, request.privileges());
    }

    /** Returns what became of a request according to the authorization server, {@code null} if it does not say. */
    static Polling.@Nullable Result result(Document body) {
        return Arrays.stream(Polling.Result.values())
                .filter(result -> result.name().equals(body.text("result")))
                .findFirst()
                .orElse(null);
    }

    /** Reads what the end user agreed to, and remembers it; {@code badClaims} is for claims that are none. */
    static Approval approval(Store store, Document body, PolledRequest request, Supplier<Refusal> badClaims) {
        Approval approval =
                Approvals.of(body, body.text("subject", ""), request.scopes(), request.privileges(), badClaims);
        store.consents().grant(request.clientId(), approval.subject(), approval.scopes(), store.now());
        return approval;
    }
}
