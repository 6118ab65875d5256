package dev.dualclient.spring.resource;

import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.IntrospectionResponse;
import com.authlete.common.util.Utils;
import dev.dualclient.DualClient;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.CallResult;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/**
 * Asks about an access token as every call is asked, through {@code auth-introspection}. The principal's name is the
 * user, or the client where there is none; its attributes are named as RFC 7662 section 2.2 does, beside
 * {@code backend}: {@code primary} or {@code secondary}: the backend that answered for the token. Each scope is an authority
 * {@code SCOPE_…}. A token that is bound to a key or a certificate is refused, for nothing but the token is known here.
 * Thread-safe.
 */
final class Introspector implements OpaqueTokenIntrospector {

    private static final Operation INTROSPECTION = Catalogue.operation("auth-introspection");
    private static final String BACKEND = "backend";
    private static final String SCOPE = "SCOPE_";
    private static final int OK = 200;

    private final DualClient engine;

    Introspector(DualClient engine) {
        this.engine = engine;
    }

    /**
     * Judges a token.
     *
     * @throws BadOpaqueTokenException if it is not valid
     * @throws OAuth2IntrospectionException if nobody can say whether it is
     */
    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        String request = Utils.toJson(new IntrospectionRequest().setToken(token));
        CallResult result =
                engine.execute(ApiCall.of(INTROSPECTION).body(request).build());
        ApiResponse answer = result.answer();
        if (answer == null) {
            throw unavailable(result);
        }
        IntrospectionResponse response =
                answer.status() == OK ? Utils.fromJson(answer.text(), IntrospectionResponse.class) : null;
        if (response == null || response.getAction() == null) {
            throw unavailable(result);
        }
        return switch (response.getAction()) {
            case OK -> principal(response, result.counted().side());
            case UNAUTHORIZED, FORBIDDEN, BAD_REQUEST ->
                throw new BadOpaqueTokenException("the access token is not valid");
            case INTERNAL_SERVER_ERROR -> throw unavailable(result);
        };
    }

    private static OAuth2IntrospectionException unavailable(CallResult result) {
        TryAgainLater later = TryAgainLater.of(result);
        return new OAuth2IntrospectionException(String.valueOf(later.getMessage()), later);
    }

    private static OAuth2AuthenticatedPrincipal principal(IntrospectionResponse token, Side answered) {
        List<String> scopes = token.getScopes() == null ? List.of() : List.of(token.getScopes());
        String client = Long.toString(token.getClientId());
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(OAuth2TokenIntrospectionClaimNames.ACTIVE, true);
        attributes.put(OAuth2TokenIntrospectionClaimNames.CLIENT_ID, client);
        attributes.put(OAuth2TokenIntrospectionClaimNames.SCOPE, scopes);
        if (token.getSubject() != null) {
            attributes.put(OAuth2TokenIntrospectionClaimNames.SUB, token.getSubject());
        }
        if (token.getExpiresAt() > 0) {
            attributes.put(OAuth2TokenIntrospectionClaimNames.EXP, Instant.ofEpochMilli(token.getExpiresAt()));
        }
        attributes.put(BACKEND, answered.name().toLowerCase(Locale.ROOT));
        List<GrantedAuthority> authorities = scopes.stream()
                .<GrantedAuthority>map(scope -> new SimpleGrantedAuthority(SCOPE + scope))
                .toList();
        String name = token.getSubject() == null ? client : token.getSubject();
        return new OAuth2IntrospectionAuthenticatedPrincipal(name, attributes, authorities);
    }
}
