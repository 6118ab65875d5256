package dev.dualclient.sample.credential;

import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.Replies;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * The HTTP responses of a credential issuer (section 8.3). The answers of its APIs have types of their own, whose actions
 * are called alike and mean the same.
 */
final class CredentialReplies {

    private CredentialReplies() {}

    /**
     * Returns the response that an action asks for; one that is not known asks for nothing that a wallet could do.
     *
     * @param content what Authlete prepared for it: JSON, a JWT, or a challenge
     */
    static <A extends Enum<A>> ResponseEntity<String> of(@Nullable A action, @Nullable String content) {
        return switch (Actions.known(action).name()) {
            case "OK" -> Replies.json(HttpStatus.OK, content);
            case "OK_JWT" -> Replies.typed(HttpStatus.OK, Replies.JWT, content);
            case "ACCEPTED" -> Replies.json(HttpStatus.ACCEPTED, content);
            case "ACCEPTED_JWT" -> Replies.typed(HttpStatus.ACCEPTED, Replies.JWT, content);
            case "BAD_REQUEST" -> Replies.json(HttpStatus.BAD_REQUEST, content);
            case "UNAUTHORIZED" -> Replies.challenge(HttpStatus.UNAUTHORIZED, content);
            case "FORBIDDEN" -> Replies.json(HttpStatus.FORBIDDEN, content);
            case "NOT_FOUND" -> Replies.json(HttpStatus.NOT_FOUND, content);
            default -> Replies.json(HttpStatus.INTERNAL_SERVER_ERROR, content);
        };
    }
}
