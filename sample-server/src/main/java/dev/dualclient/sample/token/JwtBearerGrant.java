package dev.dualclient.sample.token;

import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.types.GrantType;
import dev.dualclient.sample.user.Users;
import dev.dualclient.sample.web.Replies;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * The JWT bearer grant (RFC 7523 section 2.1). Authlete has judged the assertion but for its signature; whose keys are
 * trusted only this server knows.
 */
@Component
final class JwtBearerGrant {

    private final Assertions assertions;
    private final Users users;
    private final CreatedTokens tokens;

    JwtBearerGrant(Assertions assertions, Users users, CreatedTokens tokens) {
        this.assertions = assertions;
        this.users = users;
        this.tokens = tokens;
    }

    /** Answers a request that Authlete found valid but for the signature. */
    ResponseEntity<String> answer(TokenResponse asked) {
        if (asked.getClientId() == 0) {
            return Replies.error(HttpStatus.BAD_REQUEST, "invalid_request", "The client has to identify itself.");
        }
        String subject = assertions.subject(asked.getAssertion());
        if (subject == null || !users.has(subject)) {
            return Replies.error(
                    HttpStatus.BAD_REQUEST,
                    "invalid_grant",
                    "The assertion is not signed by an issuer that is trusted, or not about a user of this server.");
        }
        return tokens.create(
                new TokenCreateRequest()
                        .setGrantType(GrantType.JWT_BEARER)
                        .setClientId(asked.getClientId())
                        .setClientIdAliasUsed(asked.isClientIdAliasUsed())
                        .setSubject(subject)
                        .setScopes(asked.getScopes())
                        .setResources(asked.getResources()),
                Map.of());
    }
}
