package dev.dualclient.sample.ciba;

import com.authlete.common.dto.BackchannelAuthenticationCompleteResponse;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Tells a client that does not poll how its request ended (CIBA Core sections 10.2, ping, and 10.3, push). */
@Component
final class ClientNotifications {

    private static final Logger log = LoggerFactory.getLogger(ClientNotifications.class);

    private final BoundedPosts posts;

    ClientNotifications(BoundedPosts posts) {
        this.posts = posts;
    }

    /** Sends what Authlete has written, to where the client is registered with it, with the token that it chose. */
    void send(BackchannelAuthenticationCompleteResponse answer) {
        URI endpoint = answer.getClientNotificationEndpoint();
        if (endpoint == null) {
            log.warn("client {} has no notification endpoint", answer.getClientId());
            return;
        }
        posts.post(endpoint, "Bearer " + answer.getClientNotificationToken(), answer.getResponseContent());
    }
}
