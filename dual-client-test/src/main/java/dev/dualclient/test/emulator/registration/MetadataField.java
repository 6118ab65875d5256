package dev.dualclient.test.emulator.registration;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.client.RegistrationError;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Document;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/**
 * A member of client metadata: as the registration protocols name it, and as the API does.
 *
 * @param claim its name in RFC 7591 and its extensions
 * @param field its name in the API's {@code Client}
 * @param kind what its value is
 */
record MetadataField(String claim, String field, Kind kind) {

    /** What the value of a member is, and how the API writes it. */
    enum Kind {
        TEXT,
        URI,
        NUMBER,
        FLAG,
        /** A list of texts. */
        TEXTS,
        /** A word that the API writes in capitals: {@code client_secret_basic}. */
        NAME,
        /** A signature algorithm, which both write alike. */
        ALGORITHM,
        /** A list of grant types, of which the API takes the last part. */
        GRANT_TYPES,
        /** A list of response types, whose words the API joins by underscores. */
        RESPONSE_TYPES,
        /** A JSON object, which the API holds as text. */
        OBJECT
    }

    /** Turns a value of the protocol into one of the API. */
    JsonNode read(JsonNode value) {
        return switch (kind) {
            case TEXT, ALGORITHM -> text(value);
            case URI -> uri(value);
            case NAME -> StringNode.valueOf(text(value).asString().toUpperCase(Locale.ROOT));
            case NUMBER -> checked(value, value.isIntegralNumber(), "A204309", "an integer");
            case FLAG -> checked(value, value.isBoolean(), "A204310", "a boolean");
            case OBJECT ->
                StringNode.valueOf(
                        checked(value, value.isObject(), claim.equals("jwks") ? "A204311" : "A204315", "a JSON object")
                                .toString());
            case TEXTS -> array(texts(value));
            case GRANT_TYPES ->
                array(texts(value).stream().map(MetadataField::grantType).toList());
            case RESPONSE_TYPES ->
                array(texts(value).stream().map(MetadataField::responseType).toList());
        };
    }

    /** Turns a value of the API into one of the protocol. */
    JsonNode write(Document client) {
        JsonNode value = client.json().path(field);
        return switch (kind) {
            case TEXT, ALGORITHM, URI, NUMBER, FLAG, TEXTS -> value;
            case NAME -> StringNode.valueOf(value.asString().toLowerCase(Locale.ROOT));
            case OBJECT -> Document.MAPPER.readTree(value.asString());
            case GRANT_TYPES ->
                array(client.texts(field).stream()
                        .map(MetadataField::grantTypeUri)
                        .toList());
            case RESPONSE_TYPES ->
                array(client.texts(field).stream()
                        .map(MetadataField::responseTypeWords)
                        .toList());
        };
    }

    private static String grantType(String value) {
        return value.substring(value.lastIndexOf(':') + 1).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String grantTypeUri(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        return List.of(
                        GrantType.DEVICE_CODE,
                        GrantType.CIBA,
                        GrantType.JWT_BEARER,
                        GrantType.TOKEN_EXCHANGE,
                        new GrantType("urn:ietf:params:oauth:grant-type:pre-authorized_code"))
                .stream()
                .map(GrantType::getValue)
                .filter(uri -> grantType(uri).equals(name))
                .findFirst()
                .orElse(word);
    }

    private static String responseType(String value) {
        return List.of(value.split(" ")).stream()
                .sorted()
                .collect(Collectors.joining("_"))
                .toUpperCase(Locale.ROOT);
    }

    private static String responseTypeWords(String name) {
        String words = name.replace("ID_TOKEN", "IDTOKEN").replace('_', ' ').replace("IDTOKEN", "id_token");
        return words.toLowerCase(Locale.ROOT);
    }

    private JsonNode text(JsonNode value) {
        return checked(value, value.isString(), "A204308", "a string");
    }

    private JsonNode uri(JsonNode value) {
        return checked(value, value.isString() && isAbsolute(value.asString()), "A204307", "a URI");
    }

    private List<String> texts(JsonNode value) {
        List<String> texts = new ArrayList<>();
        checked(value, value.isArray(), "A204306", "a list of strings")
                .forEach(element -> texts.add(checked(element, element.isString(), "A204306", "a list of strings")
                        .asString()));
        return texts;
    }

    private static ArrayNode array(List<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    private JsonNode checked(JsonNode value, boolean right, String code, String what) {
        if (!right) {
            throw Refusal.toClient(
                    "BAD_REQUEST",
                    RegistrationError.INVALID_CLIENT_METADATA,
                    code,
                    "The '" + claim + "' claim must be " + what + ".");
        }
        return value;
    }

    static boolean isAbsolute(String uri) {
        try {
            return new URI(uri).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
