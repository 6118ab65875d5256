package dev.dualclient.sample.web;

import com.authlete.common.dto.Client;
import java.io.Serializable;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants its users to see of it (OpenID Connect Dynamic Client Registration 1.0 section 2). Clients register
 * these themselves, so that only addresses of web pages are taken.
 *
 * @param logo picture of the client, {@code null} for none
 * @param policy page about what the client does with data of users, {@code null} for none
 * @param terms page with the client's terms of service, {@code null} for none
 */
public record ClientLinks(
        @Nullable URI logo, @Nullable URI policy, @Nullable URI terms) implements Serializable {

    private static final Set<String> WEB = Set.of("http", "https");

    /** Returns the links of a client. */
    static ClientLinks of(Client client) {
        return new ClientLinks(web(client.getLogoUri()), web(client.getPolicyUri()), web(client.getTosUri()));
    }

    private static @Nullable URI web(@Nullable URI link) {
        return link != null && link.getScheme() != null && WEB.contains(link.getScheme()) ? link : null;
    }
}
