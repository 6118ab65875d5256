package dev.dualclient.examples.upgrade;

import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** The authorizations of the new identity provider, which takes the old one's word for a token that it does not know. */
final class LegacyAuthorizations implements OAuth2AuthorizationService {

    private final OAuth2AuthorizationService own = new InMemoryOAuth2AuthorizationService();
    private final RegisteredClientRepository clients;
    private final OpaqueTokenIntrospector old;

    LegacyAuthorizations(RegisteredClientRepository clients, OpaqueTokenIntrospector old) {
        this.clients = clients;
        this.old = old;
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        OAuth2Authorization known = own.findByToken(token, type);
        return known != null || !OAuth2TokenType.ACCESS_TOKEN.equals(type) ? known : legacy(token);
    }

    private @Nullable OAuth2Authorization legacy(String token) {
        try {
            OAuth2AuthenticatedPrincipal user = old.introspect(token);
            Instant issued = user.getAttribute("iat");
            Instant expires = user.getAttribute("exp");
            return OAuth2Authorization.withRegisteredClient(Objects.requireNonNull(clients.findByClientId("gateway")))
                    .principalName(user.getName())
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .attribute(
                            Principal.class.getName(),
                            UsernamePasswordAuthenticationToken.authenticated(user.getName(), null, List.of()))
                    .token(new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, token, issued, expires))
                    .build();
        } catch (OAuth2IntrospectionException unknown) {
            return null; // the exchange is then refused with invalid_grant
        }
    }

    @Override
    public void save(OAuth2Authorization authorization) {
        own.save(authorization);
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        own.remove(authorization);
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        return own.findById(id);
    }
}
