package dev.dualclient.sample.device;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.DeviceAuthorizationRequest;
import com.authlete.common.dto.DeviceAuthorizationResponse;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.ClientCertificate;
import dev.dualclient.sample.web.ClientCredentials;
import dev.dualclient.sample.web.RawParameters;
import dev.dualclient.sample.web.Replies;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The device authorization endpoint (RFC 8628 section 3.1). */
@RestController
final class DeviceAuthorizationEndpoint {

    private final AuthleteApi authlete;

    DeviceAuthorizationEndpoint(AuthleteApi authlete) {
        this.authlete = authlete;
    }

    @PostMapping(path = "/api/device/authorization", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    ResponseEntity<String> authorize(HttpServletRequest request) throws IOException {
        ClientCredentials client = ClientCredentials.of(request);
        DeviceAuthorizationResponse answer = authlete.deviceAuthorization(new DeviceAuthorizationRequest()
                .setParameters(RawParameters.ofBody(request))
                .setClientId(client.id())
                .setClientSecret(client.secret())
                .setClientCertificate(ClientCertificate.of(request)));
        String content = answer.getResponseContent();
        return switch (Actions.known(answer.getAction())) {
            case OK -> Replies.json(HttpStatus.OK, content);
            case BAD_REQUEST -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case UNAUTHORIZED -> Replies.unauthenticated(content);
            case INTERNAL_SERVER_ERROR -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }
}
