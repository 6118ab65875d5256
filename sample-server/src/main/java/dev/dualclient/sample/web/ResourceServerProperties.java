package dev.dualclient.sample.web;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The resource server that may introspect tokens. Its {@code toString} does not show the secret.
 *
 * @param id user name of the resource server at the introspection endpoint
 * @param secret password of the resource server at the introspection endpoint
 */
@ConfigurationProperties("sample.resource-server")
public record ResourceServerProperties(
        @DefaultValue("resourceServer") String id,
        @DefaultValue("resourceServerSecret") String secret) {

    @Override
    public String toString() {
        return "resource server " + id;
    }
}
