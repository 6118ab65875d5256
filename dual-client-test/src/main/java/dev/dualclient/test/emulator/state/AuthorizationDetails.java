package dev.dualclient.test.emulator.state;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The two forms of authorization details (RFC 9396). Clients write an array of objects; the API writes {@code elements} in
 * which everything that the RFC does not name is JSON text in {@code otherFields}.
 */
public final class AuthorizationDetails {

    /** The type of the details of a credential (OpenID for Verifiable Credential Issuance 1.0, section 5.1.1). */
    public static final String CREDENTIAL = "openid_credential";

    /** Which credential such a detail asks for. */
    public static final String CREDENTIAL_CONFIGURATION_ID = "credential_configuration_id";

    private static final String OTHERS = "otherFields";
    private static final Set<String> NAMED = Set.of("type", "locations", "actions", "identifier", "privileges");

    private AuthorizationDetails() {}

    /** Returns the details as clients see them, {@code null} for none. */
    public static @Nullable ArrayNode toClient(List<Document> details) {
        return details.isEmpty()
                ? null
                : Document.MAPPER.valueToTree(
                        details.stream().map(AuthorizationDetails::identified).toList());
    }

    /**
     * Returns a detail with the identifiers of the credentials that it stands for (OpenID for Verifiable Credential
     * Issuance 1.0, section 6.2). There is one data set of each credential, called as its configuration is.
     */
    private static Document identified(Document detail) {
        String credential = detail.text(CREDENTIAL_CONFIGURATION_ID);
        return CREDENTIAL.equals(detail.text("type")) && credential != null
                ? detail.with("credential_identifiers", List.of(credential))
                : detail;
    }

    /** Returns the details as the API shows them, {@code null} for none. */
    public static @Nullable ObjectNode toApi(List<Document> details) {
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
    public static List<Document> ofApi(Document shown, List<Document> otherwise) {
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
}
