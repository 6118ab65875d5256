package dev.dualclient.test.attack;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.*;
import com.authlete.common.util.Utils;
import dev.dualclient.test.attack.InProcessGateway.Answer;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests as far as the vendor's library can express them: as values of its types, through its interface. */
final class Facade {

    /** A call of one method. */
    private interface Method {
        @Nullable
        Object call(AuthleteApi api, Arguments arguments);
    }

    private static final Map<String, Method> METHODS = Map.ofEntries(
            body("auth-authorization", AuthorizationRequest.class, AuthleteApi::authorization),
            body("auth-authorization-issue", AuthorizationIssueRequest.class, AuthleteApi::authorizationIssue),
            body("auth-authorization-fail", AuthorizationFailRequest.class, AuthleteApi::authorizationFail),
            body("pushed-auth-req", PushedAuthReqRequest.class, AuthleteApi::pushAuthorizationRequest),
            body("auth-token", TokenRequest.class, AuthleteApi::token),
            body("auth-token-issue", TokenIssueRequest.class, AuthleteApi::tokenIssue),
            body("auth-token-fail", TokenFailRequest.class, AuthleteApi::tokenFail),
            body("auth-token-create", TokenCreateRequest.class, AuthleteApi::tokenCreate),
            body("auth-token-update", TokenUpdateRequest.class, AuthleteApi::tokenUpdate),
            body("auth-token-revoke", TokenRevokeRequest.class, AuthleteApi::tokenRevoke),
            body("auth-revocation", RevocationRequest.class, AuthleteApi::revocation),
            body("auth-introspection", IntrospectionRequest.class, AuthleteApi::introspection),
            body("auth-introspection-standard", StandardIntrospectionRequest.class, AuthleteApi::standardIntrospection),
            body("auth-userinfo", UserInfoRequest.class, AuthleteApi::userinfo),
            body("auth-userinfo-issue", UserInfoIssueRequest.class, AuthleteApi::userinfoIssue),
            body("idtoken-reissue", IDTokenReissueRequest.class, AuthleteApi::idTokenReissue),
            body("grant-management", GMRequest.class, AuthleteApi::gm),
            body(
                    "backchannel-authentication",
                    BackchannelAuthenticationRequest.class,
                    AuthleteApi::backchannelAuthentication),
            body(
                    "backchannel-authentication-issue",
                    BackchannelAuthenticationIssueRequest.class,
                    AuthleteApi::backchannelAuthenticationIssue),
            body(
                    "backchannel-authentication-complete",
                    BackchannelAuthenticationCompleteRequest.class,
                    AuthleteApi::backchannelAuthenticationComplete),
            body("device-authorization", DeviceAuthorizationRequest.class, AuthleteApi::deviceAuthorization),
            body("device-verification", DeviceVerificationRequest.class, AuthleteApi::deviceVerification),
            body("device-complete", DeviceCompleteRequest.class, AuthleteApi::deviceComplete),
            body(
                    "client-authorization-get-list",
                    ClientAuthorizationGetListRequest.class,
                    AuthleteApi::getClientAuthorizationList),
            body("client-registration-get", ClientRegistrationRequest.class, AuthleteApi::dynamicClientGet),
            body("client-registration-delete", ClientRegistrationRequest.class, AuthleteApi::dynamicClientDelete),
            body("vci-single-parse", CredentialSingleParseRequest.class, AuthleteApi::credentialSingleParse),
            Map.entry("auth-token-delete", (api, in) -> {
                api.tokenDelete(in.path("token"));
                return null;
            }),
            Map.entry(
                    "auth-token-get-list",
                    (api, in) -> api.getTokenList(in.query("clientIdentifier"), in.query("subject"))),
            Map.entry("client-get", (api, in) -> api.getClient(in.path("clientId"))),
            Map.entry("client-delete", (api, in) -> {
                api.deleteClient(in.path("clientId"));
                return null;
            }),
            Map.entry("client-secret-refresh", (api, in) -> api.refreshClientSecret(in.path("clientIdentifier"))),
            Map.entry(
                    "client-secret-update",
                    (api, in) -> api.updateClientSecret(in.path("clientIdentifier"), in.member("clientSecret"))),
            Map.entry("client-lock-flag-update", (api, in) -> {
                api.updateClientLockFlag(in.path("clientIdentifier"), Boolean.parseBoolean(in.member("clientLocked")));
                return null;
            }),
            Map.entry("client-granted-scopes-delete", (api, in) -> {
                api.deleteGrantedScopes(in.number("clientId"), in.member("subject"));
                return null;
            }),
            Map.entry("client-authorization-delete", (api, in) -> {
                api.deleteClientAuthorization(in.number("clientId"), in.member("subject"));
                return null;
            }));

    private Facade() {}

    private static <T> Map.Entry<String, Method> body(
            String operation, Class<T> type, BiFunction<AuthleteApi, T, Object> method) {
        return Map.entry(operation, (api, in) -> method.apply(api, in.body(type)));
    }

    /** What a request cannot be as a value of the library. */
    private static final class Inexpressible extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Inexpressible(@Nullable Throwable cause) {
            super(null, cause, false, false);
        }
    }

    /** The arguments of a method, read from a request. */
    private record Arguments(Request request, Arena arena) {

        <T> T body(Class<T> type) {
            T value;
            try {
                value = Utils.fromJson(text(), type);
            } catch (RuntimeException other) {
                throw new Inexpressible(other);
            }
            if (value == null) {
                throw new Inexpressible(null);
            }
            return value;
        }

        private String text() {
            String body = request.body();
            if (body == null || request.asForm || body.chars().anyMatch(c -> RawBytes.is((char) c))) {
                throw new Inexpressible(null);
            }
            return Words.filled(body, arena::value);
        }

        @Nullable
        String member(String name) {
            try {
                JsonNode value = JsonMapper.shared().readTree(text()).path(name);
                return value.isMissingNode() || value.isNull() ? null : value.asString("");
            } catch (JacksonException other) {
                throw new Inexpressible(other);
            }
        }

        String path(String name) {
            return Words.filled(request.variables.getOrDefault(name, ""), arena::value);
        }

        long number(String name) {
            try {
                return Long.parseLong(path(name));
            } catch (NumberFormatException other) {
                throw new Inexpressible(other);
            }
        }

        @Nullable
        String query(String name) {
            return request.query.stream()
                    .filter(field -> field.name.equals(name))
                    .map(field -> Words.filled(field.value, arena::value))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** Sends a request, and returns {@code null} if the library cannot express it. */
    static @Nullable Answer send(Request request, Arena arena) {
        Method method = METHODS.get(request.operation.id());
        if (method == null) {
            return null;
        }
        try {
            Object answer = method.call(arena.api(), new Arguments(request, arena));
            return new Answer(200, answer == null ? "" : Utils.toJson(answer));
        } catch (Inexpressible other) {
            return null;
        } catch (IllegalArgumentException refused) {
            if (refused.getStackTrace()[0].getClassName().startsWith("com.authlete.")) {
                return null;
            }
            throw refused;
        } catch (AuthleteApiException refused) {
            String body = refused.getResponseBody();
            return new Answer(refused.getStatusCode(), body == null ? "" : body);
        }
    }
}
