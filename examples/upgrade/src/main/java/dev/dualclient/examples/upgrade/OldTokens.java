package dev.dualclient.examples.upgrade;

import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;

/** How everybody here asks the old identity provider about its tokens. */
final class OldTokens {

    private OldTokens() {}

    static OpaqueTokenIntrospector introspector(String uri) {
        return SpringOpaqueTokenIntrospector.withIntrospectionUri(uri)
                .clientId("api")
                .clientSecret("api-secret")
                .build();
    }
}
