package dev.dualclient.sample.token;

import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.types.GrantType;
import com.authlete.common.types.TokenType;
import dev.dualclient.sample.web.Replies;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * The token exchange grant (RFC 8693), with this server's own rules: an access token or an ID token becomes an access
 * token of the client that comes with it, for the same user, with no more scopes and no longer life. It does not
 * delegate, so there is no actor.
 */
@Component
final class TokenExchange {

    private static final Map<String, String> ISSUED =
            Map.of("issued_token_type", "urn:ietf:params:oauth:token-type:access_token");

    private final SubjectTokens subjectTokens;
    private final CreatedTokens tokens;

    TokenExchange(SubjectTokens subjectTokens, CreatedTokens tokens) {
        this.subjectTokens = subjectTokens;
        this.tokens = tokens;
    }

    /** Answers a request that Authlete found valid. */
    ResponseEntity<String> answer(TokenResponse asked) {
        TokenType wanted = asked.getRequestedTokenType();
        if (asked.getClientId() == 0) {
            return refusal("invalid_request", "The client has to identify itself.");
        }
        if (wanted != null && wanted != TokenType.ACCESS_TOKEN) {
            return refusal("invalid_request", "Tokens are exchanged for access tokens only.");
        }
        if (asked.getActorToken() != null) {
            return refusal("invalid_request", "Delegation is not offered: no actor_token, please.");
        }
        if (asked.getAudiences() != null && asked.getAudiences().length > 0) {
            return refusal("invalid_target", "The audience is not known here.");
        }
        SubjectTokens.Subject subject = subjectTokens.read(asked);
        if (subject == null) {
            return refusal("invalid_request", "The subject token does not tell whom it stands for.");
        }
        List<String> scopes = scopes(asked.getScopes(), subject);
        if (!subject.allows(scopes)) {
            return refusal("invalid_scope", "The subject token does not stand for all of the scopes.");
        }
        return tokens.create(
                new TokenCreateRequest()
                        .setGrantType(GrantType.TOKEN_EXCHANGE)
                        .setClientId(asked.getClientId())
                        .setClientIdAliasUsed(asked.isClientIdAliasUsed())
                        .setSubject(subject.name())
                        .setScopes(scopes.toArray(String[]::new))
                        .setResources(asked.getResources())
                        .setAccessTokenDuration(subject.secondsLeft()),
                ISSUED);
    }

    private static List<String> scopes(String @Nullable [] requested, SubjectTokens.Subject subject) {
        return requested == null || requested.length == 0 ? subject.scopes() : List.of(requested);
    }

    private static ResponseEntity<String> refusal(String error, String description) {
        return Replies.error(HttpStatus.BAD_REQUEST, error, description);
    }
}
