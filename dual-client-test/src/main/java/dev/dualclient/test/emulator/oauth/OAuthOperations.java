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
        PushedRequests pushedRequests = new PushedRequests(store);
        DeviceFlow device = new DeviceFlow(store);
        BackchannelDecisions backchannel = new BackchannelDecisions(store);
        UserInfo userInfo = new UserInfo(store);
        NativeSso nativeSso = new NativeSso(store, issuer, idTokens);
        TicketInformation tickets = new TicketInformation(store);
        return Map.ofEntries(
                Map.entry("auth-authorization", new AuthorizationRequests(store, pushedRequests)::authorization),
                Map.entry("pushed-auth-req", pushedRequests::push),
                Map.entry("auth-authorization-issue", decisions::issue),
                Map.entry("auth-authorization-fail", decisions::fail),
                Map.entry("auth-authorization-ticket-info", tickets::info),
                Map.entry("auth-authorization-ticket-update", tickets::update),
                Map.entry("device-authorization", device::authorization),
                Map.entry("device-verification", device::verification),
                Map.entry("device-complete", device::complete),
                Map.entry("backchannel-authentication", new BackchannelRequests(store)::authentication),
                Map.entry("backchannel-authentication-issue", backchannel::issue),
                Map.entry("backchannel-authentication-fail", backchannel::fail),
                Map.entry(
                        "backchannel-authentication-complete",
                        new BackchannelCompletion(store, issuer, idTokens)::complete),
                Map.entry("auth-token", new TokenRequests(store, issuer, idTokens, nativeSso)::token),
                Map.entry("auth-token-issue", passwords::issue),
                Map.entry("auth-token-fail", passwords::fail),
                Map.entry("idtoken-reissue", new IdTokenReissue(store, idTokens)::reissue),
                Map.entry("nativesso", nativeSso::issue),
                Map.entry("nativesso-logout", nativeSso::logout),
                Map.entry("backchannel-logout-token", new LogoutTokens(store)::issue),
                Map.entry("attestation-challenge", new AttestationChallenges(store)::challenge),
                Map.entry("auth-introspection", new Introspection(store)::introspect),
                Map.entry("auth-introspection-standard", new StandardIntrospection(store)::introspect),
                Map.entry("grant-management", new GrantManagement(store)::manage),
                Map.entry("auth-revocation", new Revocation(store)::revoke),
                Map.entry("auth-userinfo", userInfo::userInfo),
                Map.entry("auth-userinfo-issue", userInfo::issue));
    }
}
