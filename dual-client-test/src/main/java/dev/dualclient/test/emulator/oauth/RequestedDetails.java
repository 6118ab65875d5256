package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Service;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The authorization details that clients ask for (RFC 9396 section 2). */
final class RequestedDetails {

    private RequestedDetails() {}

    /**
     * Reads what a client asks for.
     *
     * @throws RequestError if it is malformed, or of a type that service or client do not have
     */
    static List<Document> of(Service service, Client client, @Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<Document> details = new ArrayList<>();
        for (JsonNode element : array(text)) {
            String type = Document.of(element).text("type");
            if (!element.isObject()) {
                throw invalid("A249306", "The format of an element in 'authorization_details' is wrong.");
            } else if (type == null) {
                throw invalid("A249301", "The 'type' of an element in 'authorization_details' is null or empty.");
            } else if (!service.supports("supportedAuthorizationDetailsTypes", type)) {
                throw invalid("A249302", "The 'type' of an element in 'authorization_details' is not supported.");
            } else if (!client.declares("authorizationDetailsTypes", type)) {
                throw invalid(
                        "A249303",
                        "The client has not declared it may use the 'type' of an element in 'authorization_details'.");
            }
            details.add(Document.of(element));
        }
        return details;
    }

    private static JsonNode array(String text) {
        JsonNode array;
        try {
            array = Document.MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw invalid("A249304", "The format of the value of 'authorization_details' is wrong.");
        }
        if (!array.isArray()) {
            throw invalid("A249305", "The value of 'authorization_details' must be a JSON array.");
        }
        return array;
    }

    private static RequestError invalid(String code, String words) {
        return new RequestError(OAuth2Error.INVALID_AUTHORIZATION_DETAILS, code, words);
    }
}
