package dev.dualclient.test.emulator.credential;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.CredentialOffer;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Credential offers (section 4): {@code vci-offer-create} and {@code vci-offer-info}. */
final class Offers {

    private final Store store;

    Offers(Store store) {
        this.store = store;
    }

    Answer create(Call call) {
        IssuerSettings settings = enabled("A914301");
        Document request = call.body();
        List<String> ids = request.texts("credentialConfigurationIds");
        String subject = request.text("subject");
        if (subject == null) {
            throw wrong("A914201", "The call needs 'subject'.");
        }
        if (ids.isEmpty() || ids.stream().anyMatch(id -> settings.configuration(id) == null)) {
            throw wrong("A914202", "'credentialConfigurationIds' is empty, or names a credential that there is not.");
        }
        long duration = request.number("duration");
        long life = duration > 0 ? duration * 1000 : store.service().milliseconds("credentialOfferDuration", 86400);
        CredentialOffer offer = new CredentialOffer(
                Opaque.random(),
                subject,
                ids,
                made(request, "issuerStateIncluded"),
                made(request, "preAuthorizedCodeGrantIncluded"),
                request.text("txCode"),
                store.now() + life,
                request);
        store.credentialOffers().put(offer);
        return Answer.action("CREATED", "A914001", "A credential offer was created.")
                .with("info", info(settings, offer));
    }

    private static @Nullable String made(Document request, String flag) {
        return request.flag(flag) ? Opaque.random() : null;
    }

    Answer info(Call call) {
        IssuerSettings settings = enabled("A915301");
        String identifier = call.body().text("identifier");
        if (identifier == null) {
            throw wrong("A915201", "The call needs 'identifier'.");
        }
        CredentialOffer offer = store.credentialOffers().at(identifier, store.now());
        if (offer == null) {
            throw new Refusal(
                    Answer.action("NOT_FOUND", "A915302", "There is no credential offer of that identifier."));
        }
        return Answer.action("OK", "A915001", "The credential offer was found.").with("info", info(settings, offer));
    }

    private static Document info(IssuerSettings settings, CredentialOffer offer) {
        return offer.request()
                .without(List.of("duration"))
                .with("identifier", offer.identifier())
                .with("credentialOffer", content(settings, offer).toString())
                .with("credentialIssuer", settings.identifier())
                .with("issuerState", offer.issuerState())
                .with("preAuthorizedCode", offer.preAuthorizedCode())
                .with("expiresAt", offer.expiresAt());
    }

    /** Returns the offer as a wallet sees it (section 4.1.1). */
    private static ObjectNode content(IssuerSettings settings, CredentialOffer offer) {
        ObjectNode content = Document.MAPPER.createObjectNode().put("credential_issuer", settings.identifier());
        offer.configurationIds().forEach(content.putArray("credential_configuration_ids")::add);
        ObjectNode grants = content.putObject("grants");
        if (offer.request().flag("authorizationCodeGrantIncluded")) {
            ObjectNode grant = grants.putObject("authorization_code");
            if (offer.issuerState() != null) {
                grant.put("issuer_state", offer.issuerState());
            }
        }
        if (offer.preAuthorizedCode() != null) {
            ObjectNode grant = grants.putObject("urn:ietf:params:oauth:grant-type:pre-authorized_code")
                    .put("pre-authorized_code", offer.preAuthorizedCode());
            if (offer.txCode() != null) {
                grant.putObject("tx_code")
                        .put("length", offer.txCode().length())
                        .put("input_mode", offer.request().text("txCodeInputMode", "numeric"));
            }
        }
        return content;
    }

    private IssuerSettings enabled(String code) {
        IssuerSettings settings = new IssuerSettings(store.service());
        if (!settings.enabled()) {
            throw new Refusal(Answer.action("FORBIDDEN", code, "Verifiable credentials are not enabled."));
        }
        return settings;
    }

    private static Refusal wrong(String code, String message) {
        return new Refusal(Answer.action("CALLER_ERROR", code, message));
    }
}
