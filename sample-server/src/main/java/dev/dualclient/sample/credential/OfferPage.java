package dev.dualclient.sample.credential;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.CredentialIssuerMetadataRequest;
import com.authlete.common.dto.CredentialIssuerMetadataResponse;
import com.authlete.common.dto.CredentialOfferCreateRequest;
import com.authlete.common.dto.CredentialOfferCreateResponse;
import com.authlete.common.dto.CredentialOfferInfo;
import dev.dualclient.sample.web.Actions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;

/** The page on which a user has a credential about himself or herself offered to a wallet. */
@Controller
final class OfferPage {

    private static final String PATH = OfferEndpoint.PATH + "issue";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AuthleteApi authlete;
    private final JsonMapper json;

    OfferPage(AuthleteApi authlete, JsonMapper json) {
        this.authlete = authlete;
        this.json = json;
    }

    @GetMapping(PATH)
    String show(Model model) {
        model.addAttribute("credentials", offered());
        return "offer";
    }

    /** Makes an offer that is good for both grants; without the code on the page nobody can redeem it. */
    @PostMapping(PATH)
    String issue(@RequestParam List<String> credential, Principal user, Model model) {
        if (!offered().containsAll(credential)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST);
        }
        String code = String.format("%06d", RANDOM.nextInt(1_000_000));
        CredentialOfferCreateResponse answer = authlete.credentialOfferCreate(new CredentialOfferCreateRequest()
                .setCredentialConfigurationIds(credential.toArray(String[]::new))
                .setAuthorizationCodeGrantIncluded(true)
                .setIssuerStateIncluded(true)
                .setPreAuthorizedCodeGrantIncluded(true)
                .setSubject(user.getName())
                .setTxCode(code)
                .setTxCodeInputMode("numeric"));
        return switch (Actions.known(answer.getAction())) {
            case CREATED -> {
                model.addAttribute("link", link(answer.getInfo()));
                model.addAttribute("code", code);
                yield show(model);
            }
            case FORBIDDEN -> throw new ResponseStatusException(HttpStatus.FORBIDDEN);
            case CALLER_ERROR, AUTHLETE_ERROR -> throw new ResponseStatusException(HttpStatus.INTERNAL_SERVER_ERROR);
        };
    }

    /** Returns what a wallet on the same device opens, or scans (section 4.1.3). */
    private static String link(CredentialOfferInfo offer) {
        String reference = offer.getCredentialIssuer() + OfferEndpoint.PATH + offer.getIdentifier();
        return "openid-credential-offer://?credential_offer_uri="
                + URLEncoder.encode(reference, StandardCharsets.UTF_8);
    }

    private Collection<String> offered() {
        CredentialIssuerMetadataResponse answer =
                authlete.credentialIssuerMetadata(new CredentialIssuerMetadataRequest());
        return switch (Actions.known(answer.getAction())) {
            case OK ->
                json.readTree(answer.getResponseContent())
                        .path("credential_configurations_supported")
                        .propertyNames();
            case NOT_FOUND -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
            case INTERNAL_SERVER_ERROR -> throw new ResponseStatusException(HttpStatus.INTERNAL_SERVER_ERROR);
        };
    }
}
