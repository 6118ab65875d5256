package dev.dualclient.sample.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The resource server that may introspect tokens. Its {@code toString} does not show the secret.
 *
 * @param id user name of the resource server at the introspection endpoint
 * @param secret password of the resource server at the introspection endpoint, {@code null} for nobody
 * @param uri what it is called as an audience, {@code null} for nothing; with it, answers of introspection are JWTs where
 *     it asks for that (RFC 9701)
 */
@ConfigurationProperties("sample.resource-server")
public record ResourceServerProperties(
        @DefaultValue("resourceServer") String id,
        @Nullable String secret,
        @Nullable URI uri) {

    @Override
    public String toString() {
        return "resource server " + id;
    }
}
