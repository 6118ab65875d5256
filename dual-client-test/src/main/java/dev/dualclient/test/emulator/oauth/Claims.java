package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.openid.connect.sdk.OIDCClaimsRequest;
import com.nimbusds.openid.connect.sdk.OIDCScopeValue;
import com.nimbusds.openid.connect.sdk.claims.ClaimRequirement;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSetRequest;
import dev.dualclient.test.emulator.state.AuthorizationTicket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which claims about the end user a request asks for (OpenID Connect Core sections 5.4 and 5.5). */
final class Claims {

    private Claims() {}

    /** Returns the claims for the ID token; scopes ask for them there only if there will be no access token. */
    static List<String> forIdToken(AuthorizationTicket ticket, @Nullable OIDCClaimsRequest claims) {
        Set<String> names = new LinkedHashSet<>();
        if (ticket.responseTypes().equals(List.of("id_token"))) {
            names.addAll(ofScopes(ticket.scopes()));
        }
        names.addAll(names(claims == null ? null : claims.getIDTokenClaimsRequest()));
        return List.copyOf(names);
    }

    /** Returns the claims for the userinfo endpoint. */
    static List<String> forUserInfo(List<String> scopes, @Nullable OIDCClaimsRequest claims) {
        Set<String> names = new LinkedHashSet<>(ofScopes(scopes));
        names.addAll(names(claims == null ? null : claims.getUserInfoClaimsRequest()));
        return List.copyOf(names);
    }

    /**
     * Does the same for an access token.
     *
     * @param requested the userinfo part of the {@code claims} parameter that led to it, as {@link #userInfoPart} gives it
     */
    static List<String> forUserInfoOf(List<String> scopes, @Nullable String requested) {
        Set<String> names = new LinkedHashSet<>(ofScopes(scopes));
        try {
            names.addAll(requested == null ? Set.of() : names(ClaimsSetRequest.parse(requested)));
        } catch (ParseException e) {
            throw new IllegalStateException("a token remembers claims that are none", e);
        }
        return List.copyOf(names);
    }

    /** Returns the classes of authentication one of which the ID token must have, empty for any. */
    static List<String> essentialAcrs(@Nullable OIDCClaimsRequest claims) {
        ClaimsSetRequest idToken = claims == null ? null : claims.getIDTokenClaimsRequest();
        ClaimsSetRequest.Entry acr = idToken == null ? null : idToken.get("acr", null);
        if (acr == null || acr.getClaimRequirement() != ClaimRequirement.ESSENTIAL) {
            return List.of();
        }
        if (acr.getValueAsString() != null) {
            return List.of(acr.getValueAsString());
        }
        List<String> values = acr.getValuesAsListOfStrings();
        return values == null ? List.of() : values;
    }

    private static List<String> ofScopes(List<String> scopes) {
        Set<String> names = new LinkedHashSet<>();
        for (Scope.Value value : OIDCScopeValue.values()) {
            if (scopes.contains(value.getValue())) {
                Set<String> claims = ((OIDCScopeValue) value).getClaimNames();
                names.addAll(claims == null ? Set.of() : claims);
            }
        }
        names.remove("sub");
        return List.copyOf(names);
    }

    private static Set<String> names(@Nullable ClaimsSetRequest request) {
        return request == null ? Set.of() : request.getClaimNames(false);
    }

    /** Returns the subject that the ID token must have, {@code null} for any. */
    static @Nullable String requestedSubject(@Nullable OIDCClaimsRequest claims) {
        if (claims == null || claims.getIDTokenClaimsRequest() == null) {
            return null;
        }
        ClaimsSetRequest.Entry sub = claims.getIDTokenClaimsRequest().get("sub", null);
        return sub == null ? null : sub.getValueAsString();
    }

    static @Nullable String idTokenPart(@Nullable OIDCClaimsRequest claims) {
        ClaimsSetRequest part = claims == null ? null : claims.getIDTokenClaimsRequest();
        return part == null ? null : part.toJSONString();
    }

    static @Nullable String userInfoPart(@Nullable OIDCClaimsRequest claims) {
        ClaimsSetRequest part = claims == null ? null : claims.getUserInfoClaimsRequest();
        return part == null ? null : part.toJSONString();
    }
}
