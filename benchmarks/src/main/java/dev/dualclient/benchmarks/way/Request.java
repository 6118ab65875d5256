package dev.dualclient.benchmarks.way;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.IntrospectionResponse;
import com.authlete.common.dto.StandardIntrospectionRequest;
import com.authlete.common.dto.StandardIntrospectionResponse;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.util.Utils;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** What Authlete is asked: the vendor's types, and the path of it. */
public enum Request {
    /** Authlete's own introspection. */
    INTROSPECTION(new Api<>(
            "/auth/introspection",
            token -> new IntrospectionRequest().setToken(token),
            AuthleteApi::introspection,
            IntrospectionResponse.class,
            IntrospectionResponse::isUsable)),

    /** Introspection of RFC 7662. */
    STANDARD_INTROSPECTION(new Api<>(
            "/auth/introspection/standard",
            token -> new StandardIntrospectionRequest().setParameters("token=" + token),
            AuthleteApi::standardIntrospection,
            StandardIntrospectionResponse.class,
            response -> response.getResponseContent().contains("\"active\":true"))),

    /** The exchange of a code by a confidential client. */
    CODE(token("grant_type=authorization_code&redirect_uri=https%3A%2F%2Fclient.example%2Fcallback&code=")),

    /** The refresh of a token by a confidential client. */
    REFRESH(token("grant_type=refresh_token&refresh_token=")),

    /** An authorization request; what is asked about is its state. */
    AUTHORIZATION(new Api<>(
            "/auth/authorization",
            state -> new AuthorizationRequest()
                    .setParameters("response_type=code&client_id=" + Request.CLIENT
                            + "&redirect_uri=https%3A%2F%2Fclient.example%2Fcallback&scope=openid+profile&state="
                            + state),
            AuthleteApi::authorization,
            AuthorizationResponse.class,
            response -> response.getAction() == AuthorizationResponse.Action.INTERACTION));

    /** The client that asks. */
    static final String CLIENT = "4326385670";

    private final Api<?, ?> api;

    Request(Api<?, ?> api) {
        this.api = api;
    }

    /** One API, with the types of its request and its response. */
    private record Api<Q, R>(
            String path,
            Function<String, Q> request,
            BiFunction<AuthleteApi, Q, R> call,
            Class<R> response,
            Predicate<R> accepted) {

        boolean isAccepted(AuthleteApi by, String credential) {
            return accepted.test(call.apply(by, request.apply(credential)));
        }

        boolean isAccepted(String json) {
            return accepted.test(Utils.fromJson(json, response));
        }
    }

    private static Api<TokenRequest, TokenResponse> token(String parameters) {
        return new Api<>(
                "/auth/token",
                credential -> new TokenRequest()
                        .setParameters(parameters + credential)
                        .setClientId(CLIENT)
                        .setClientSecret("U4tlRHSIUqnIZgzKvRm7bvZ0iDHlxUMZ"),
                AuthleteApi::token,
                TokenResponse.class,
                response -> response.getAction() == TokenResponse.Action.OK);
    }

    /** Returns the path below that of the service. */
    String path() {
        return api.path();
    }

    /** Asks about a credential through the vendor's interface. */
    boolean isAccepted(AuthleteApi by, String credential) {
        return api.isAccepted(by, credential);
    }

    /** Returns the body that asks about a credential. */
    String body(String credential) {
        return Utils.toJson(api.request().apply(credential));
    }

    /** Reads the body of an answer. */
    boolean isAcceptedBy(String json) {
        return api.isAccepted(json);
    }

    /** Returns what it is called in tables. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
