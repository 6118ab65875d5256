package dev.dualclient.test.emulator.oauth;

import dev.dualclient.test.emulator.call.Handler;
import dev.dualclient.test.emulator.state.Store;
import java.util.Map;

/** The operations behind the endpoints of an authorization server. */
public final class OAuthOperations {

    private OAuthOperations() {}

    /** Returns the operations over a store, by id. */
    public static Map<String, Handler> of(Store store) {
        TokenIssuer issuer = new TokenIssuer(store);
        IdTokens idTokens = new IdTokens(store);
        AuthorizationDecisions decisions = new AuthorizationDecisions(store, issuer, idTokens);
        PasswordDecisions passwords = new PasswordDecisions(store, issuer);
        UserInfo userInfo = new UserInfo(store);
        return Map.ofEntries(
                Map.entry("auth-authorization", new AuthorizationRequests(store)::authorization),
                Map.entry("auth-authorization-issue", decisions::issue),
                Map.entry("auth-authorization-fail", decisions::fail),
                Map.entry("auth-token", new TokenRequests(store, issuer, idTokens)::token),
                Map.entry("auth-token-issue", passwords::issue),
                Map.entry("auth-token-fail", passwords::fail),
                Map.entry("auth-introspection", new Introspection(store)::introspect),
                Map.entry("auth-introspection-standard", new StandardIntrospection(store)::introspect),
                Map.entry("auth-revocation", new Revocation(store)::revoke),
                Map.entry("auth-userinfo", userInfo::userInfo),
                Map.entry("auth-userinfo-issue", userInfo::issue));
    }
}
