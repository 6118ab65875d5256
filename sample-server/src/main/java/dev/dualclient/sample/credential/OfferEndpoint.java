package dev.dualclient.sample.credential;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.CredentialOfferInfoRequest;
import com.authlete.common.dto.CredentialOfferInfoResponse;
import dev.dualclient.sample.web.Actions;
import dev.dualclient.sample.web.Replies;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Where a wallet reads an offer that it was sent a reference to (section 4.1.3). */
@RestController
final class OfferEndpoint {

    static final String PATH = "/api/offer/";

    private final AuthleteApi authlete;

    OfferEndpoint(AuthleteApi authlete) {
        this.authlete = authlete;
    }

    @GetMapping(PATH + "{id}")
    ResponseEntity<String> read(@PathVariable String id) {
        CredentialOfferInfoResponse answer =
                authlete.credentialOfferInfo(new CredentialOfferInfoRequest().setIdentifier(id));
        return switch (Actions.known(answer.getAction())) {
            case OK -> Replies.json(HttpStatus.OK, answer.getInfo().getCredentialOffer());
            case FORBIDDEN -> Replies.empty(HttpStatus.FORBIDDEN);
            case NOT_FOUND -> Replies.empty(HttpStatus.NOT_FOUND);
            case CALLER_ERROR, AUTHLETE_ERROR -> Replies.empty(HttpStatus.INTERNAL_SERVER_ERROR);
        };
    }
}
