package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Authorization details (RFC 9396). Clients write them as an array of objects; the API as {@code elements} in which
 * everything that the RFC does not name is JSON text in {@code otherFields}.
 */
final class AuthorizationDetails {

    private static final String OTHERS = "otherFields";
    private static final Set<String> NAMED = Set.of("type", "locations", "actions", "identifier", "privileges");

    private AuthorizationDetails() {}

    /**
     * Reads what a client asks for.
     *
     * @throws RequestError if it is malformed, or of a type that service or client do not have
     */
    static List<Document> requested(Service service, Client client, @Nullable String text) {
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

    /** Returns the details as clients see them, {@code null} for none. */
    static @Nullable ArrayNode toClient(List<Document> details) {
        return details.isEmpty() ? null : Document.MAPPER.valueToTree(details);
    }

    /** Returns the details as the API shows them, {@code null} for none. */
    static @Nullable ObjectNode toApi(List<Document> details) {
        if (details.isEmpty()) {
            return null;
        }
        ObjectNode shown = Document.MAPPER.createObjectNode();
        ArrayNode elements = shown.putArray("elements");
        for (Document detail : details) {
            ObjectNode json = detail.json();
            ObjectNode element = elements.addObject();
            NAMED.stream().filter(json::has).forEach(name -> element.set(name, json.remove(name)));
            if (json.has("datatypes")) {
                element.set("dataTypes", json.remove("datatypes"));
            }
            if (!json.isEmpty()) {
                element.put(OTHERS, json.toString());
            }
        }
        return shown;
    }

    /** Reads details as the API has them; the others where it has none. */
    static List<Document> ofApi(Document shown, List<Document> otherwise) {
        List<Document> elements = shown.documents("elements");
        return elements.isEmpty()
                ? otherwise
                : elements.stream().map(AuthorizationDetails::ofElement).toList();
    }

    private static Document ofElement(Document element) {
        ObjectNode detail = element.json();
        String others = element.text(OTHERS);
        if (others != null && Document.MAPPER.readTree(others) instanceof ObjectNode more) {
            detail.setAll(more);
        }
        if (detail.has("dataTypes")) {
            detail.set("datatypes", detail.remove("dataTypes"));
        }
        detail.remove(OTHERS);
        detail.properties().removeIf(field -> field.getValue().isNull());
        return Document.of(detail);
    }

    private static RequestError invalid(String code, String words) {
        return new RequestError(OAuth2Error.INVALID_AUTHORIZATION_DETAILS, code, words);
    }
}
