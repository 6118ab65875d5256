package dev.dualclient.sample.web;

import com.authlete.common.api.AuthleteApi;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What clients read about this server: its keys (RFC 7517) and its configuration (OpenID Connect Discovery 1.0, RFC 8414). */
@RestController
final class MetadataEndpoints {

    private final AuthleteApi authlete;

    MetadataEndpoints(AuthleteApi authlete) {
        this.authlete = authlete;
    }

    @GetMapping("/api/jwks")
    ResponseEntity<String> keys() {
        return json(authlete.getServiceJwks());
    }

    @GetMapping({"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
    ResponseEntity<String> configuration() {
        return json(authlete.getServiceConfiguration());
    }

    private static ResponseEntity<String> json(@Nullable String document) {
        return document == null || document.isEmpty()
                ? Replies.empty(HttpStatus.NO_CONTENT)
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document);
    }
}
