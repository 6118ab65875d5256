package dev.dualclient.sample.token;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.Replies;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Access tokens of grants for which Authlete writes no answer to the client. */
@Component
final class CreatedTokens {

    private final AuthleteApi authlete;

    CreatedTokens(AuthleteApi authlete) {
        this.authlete = authlete;
    }

    /**
     * Creates an access token, and answers with it (RFC 6749 section 5.1). A refresh token is not handed out: the client
     * comes again with what it came with.
     *
     * @param more what the grant adds to the answer
     */
    ResponseEntity<String> create(TokenCreateRequest request, Map<String, String> more) {
        TokenCreateResponse answer = authlete.tokenCreate(request);
        return switch (Actions.known(answer.getAction())) {
            case OK -> Replies.json(HttpStatus.OK, content(answer, more));
            case FORBIDDEN ->
                Replies.error(HttpStatus.BAD_REQUEST, "unauthorized_client", "The client may not have the token.");
            case BAD_REQUEST, INTERNAL_SERVER_ERROR ->
                Replies.error(
                        HttpStatus.INTERNAL_SERVER_ERROR, "server_error", "The access token could not be created.");
        };
    }

    private static String content(TokenCreateResponse created, Map<String, String> more) {
        String jwt = created.getJwtAccessToken();
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("access_token", jwt == null ? created.getAccessToken() : jwt);
        content.put("token_type", created.getTokenType());
        content.put("expires_in", created.getExpiresIn());
        if (created.getScopes() != null) {
            content.put("scope", String.join(" ", created.getScopes()));
        }
        content.putAll(more);
        return JsonMapper.shared().writeValueAsString(content);
    }
}
