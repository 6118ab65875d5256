package dev.dualclient.sample.demo;

import com.authlete.common.types.ClientAuthMethod;
import dev.dualclient.sample.web.ResourceServerProperties;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec;

/** The HTTP requests that client applications and resource servers send to the authorization server. Thread-safe. */
@Component
@ConditionalOnBean(DemoBackends.class)
final class ClientCalls {

    /**
     * What came back.
     *
     * @param title what was asked
     * @param status the HTTP status
     * @param values the JSON body, empty where there is none
     */
    record Answer(String title, int status, Map<String, Object> values) {

        private static final Set<String> TOKENS = Set.of("access_token", "refresh_token", "id_token");

        /** Returns the body for a page, which shows no token. */
        public Map<String, Object> shown() {
            Map<String, Object> shown = new LinkedHashMap<>(values);
            shown.replaceAll((name, value) -> TOKENS.contains(name) ? "(the client keeps it)" : value);
            return shown;
        }

        @Override
        public String toString() {
            return title + ": HTTP " + status;
        }
    }

    private static final ParameterizedTypeReference<Map<String, Object>> JSON = new ParameterizedTypeReference<>() {};

    /** Not the HTTP client that happens to be on the class path, which may send a request again after a 503. */
    private final RestClient http;

    private final URI server;
    private final ResourceServerProperties resourceServer;

    ClientCalls(DemoBackends backends, ResourceServerProperties resourceServer, OwnCertificate certificate) {
        this.http = RestClient.builder()
                .requestFactory(new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                        .sslContext(certificate.trusting())
                        .build()))
                .build();
        this.server = backends.issuer();
        this.resourceServer = resourceServer;
    }

    /** Redeems a code (RFC 6749 section 4.1.3, RFC 7636 section 4.5). */
    Answer redeem(Grant grant, String code) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "authorization_code");
        form.add("code", code);
        form.add("redirect_uri", ClientApp.redirectUri(server).toString());
        form.add("code_verifier", grant.verifier());
        return asClient("The code was exchanged for tokens", "/api/token", grant, form);
    }

    /** Refreshes the tokens (RFC 6749 section 6). */
    Answer refresh(Grant grant) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "refresh_token");
        form.add("refresh_token", grant.refreshToken());
        return asClient("The client refreshed its tokens", "/api/token", grant, form);
    }

    /** Revokes the access token (RFC 7009). */
    Answer revoke(Grant grant) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("token", grant.accessToken());
        return asClient("The client revoked its access token", "/api/revocation", grant, form);
    }

    /** Introspects the access token (RFC 7662). */
    Answer introspect(Grant grant) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("token", grant.accessToken());
        return post(
                "A resource server introspected the access token",
                "/api/introspection",
                form,
                headers -> headers.setBasicAuth(resourceServer.id(), secretOf(resourceServer)));
    }

    /** Asks for the claims about the user (OpenID Connect Core 1.0 section 5.3). */
    Answer userInfo(Grant grant) {
        String token = grant.accessToken() == null ? "" : grant.accessToken();
        return send(
                "The client asked who its user is",
                http.get().uri(address("/api/userinfo")).headers(headers -> headers.setBearerAuth(token)));
    }

    private static String secretOf(ResourceServerProperties resourceServer) {
        return resourceServer.secret() == null ? "" : resourceServer.secret();
    }

    private URI address(String path) {
        return URI.create(server + path);
    }

    private Answer asClient(String title, String path, Grant grant, MultiValueMap<String, String> form) {
        String id = grant.client().id();
        String secret = grant.client().secret();
        if (secret != null && grant.client().authMethod() == ClientAuthMethod.CLIENT_SECRET_BASIC) {
            return post(title, path, form, headers -> headers.setBasicAuth(id, secret));
        }
        form.add("client_id", id);
        if (secret != null) {
            form.add("client_secret", secret);
        }
        return post(title, path, form, headers -> {});
    }

    private Answer post(
            String title, String path, MultiValueMap<String, String> form, Consumer<HttpHeaders> credentials) {
        return send(
                title,
                http.post()
                        .uri(address(path))
                        .headers(credentials)
                        .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                        .body(form));
    }

    private static Answer send(String title, RequestHeadersSpec<?> request) {
        return request.exchange((sent, response) -> {
            MediaType type = response.getHeaders().getContentType();
            boolean json = type != null && type.isCompatibleWith(MediaType.APPLICATION_JSON);
            Map<String, Object> values = json ? response.bodyTo(JSON) : null;
            return new Answer(title, response.getStatusCode().value(), values == null ? Map.of() : values);
        });
    }
}
