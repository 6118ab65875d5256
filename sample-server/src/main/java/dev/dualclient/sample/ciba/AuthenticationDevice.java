package dev.dualclient.sample.ciba;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks users on a device of theirs, if the operator has named one. It is told {@code request_id}, {@code user},
 * {@code client}, {@code scopes} and {@code message}, and answers at the {@link CallbackEndpoint}. Thread-safe.
 */
@Component
final class AuthenticationDevice {

    private final AuthenticationDeviceProperties properties;
    private final BoundedPosts posts;

    AuthenticationDevice(AuthenticationDeviceProperties properties, BoundedPosts posts) {
        this.properties = properties;
        this.posts = posts;
    }

    /** Asks the user of a request. Where that fails, there is still the page. */
    void ask(PendingAuthentication pending) {
        String secret = properties.secret();
        if (properties.uri() != null && secret != null) {
            Map<String, Object> question = new LinkedHashMap<>();
            question.put("request_id", pending.id());
            question.put("user", pending.subject());
            question.put("client", pending.clientName());
            question.put("scopes", pending.scopeNames());
            question.put("message", pending.bindingMessage());
            String credentials = HttpHeaders.encodeBasicAuth(properties.id(), secret, StandardCharsets.UTF_8);
            posts.post(
                    properties.uri(),
                    "Basic " + credentials,
                    JsonMapper.shared().writeValueAsString(question));
        }
    }
}
