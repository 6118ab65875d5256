package dev.dualclient.test.emulator;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Match;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What an OpenAPI file of Authlete says of answers. The files do not belong to this project: they are looked for beside
 * the repository, or where the system property {@code authlete.facts} says. A field that a schema does not name violates
 * it, unless the schema says that there may be more.
 */
final class OpenApi {

    private static final Map<AuthleteVersion, String> FILES = Map.of(
            AuthleteVersion.V2_3, "authlete-2.3.12.yaml",
            AuthleteVersion.V3_0, "authlete-3.0.16.yaml");

    /**
     * Where a file is older than the servers, or not what the vendor's library reads: fields that it does not have yet,
     * and names of enums that it writes as URNs.
     */
    private static final Map<AuthleteVersion, Pattern> OTHERWISE = Map.of(
            AuthleteVersion.V2_3,
                    Pattern.compile(
                            "/clientAuthMethod|/hsk/alg|/hsks/\\d+/alg|/(subject|actor|requested)TokenType=[A-Z_]+"
                                    + "|/action=ID_TOKEN_REISSUABLE|/(subject|actor)TokenInfo/scopes/\\d+"),
            AuthleteVersion.V3_0,
                    Pattern.compile("(/services/\\d+)?/(authorizationCodeDuration"
                            + "|credentialIssuerMetadata/nonceEndpoint)"));

    private static final String JSON = "/content/application~1json/schema";

    private static final Map<AuthleteVersion, OpenApi> READ = new ConcurrentHashMap<>();

    private final AuthleteVersion version;
    private final SchemaRegistry registry;
    private final String iri;
    private final JsonNode document;
    private final Map<String, String> pointers = new TreeMap<>();
    private final Map<String, Schema> schemas = new HashMap<>();

    private OpenApi(AuthleteVersion version, JsonNode document) {
        this.version = version;
        this.iri = "https://authlete.test/" + version.number();
        this.document = document;
        document.path("components").path("schemas").forEach(OpenApi::close);
        this.registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi30(),
                builder -> builder.schemas(Map.of(iri, document.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().propertyNames().forEach(method -> {
                    Match match =
                            Catalogue.match(version.side(), method.toUpperCase(Locale.ROOT), sample(path.getKey()));
                    if (match != null) {
                        pointers.putIfAbsent(
                                match.operation().id(),
                                "/paths/" + escaped(path.getKey()) + '/' + method + "/responses/");
                    }
                }));
    }

    /** Returns where the file of a version is expected. */
    static Path file(AuthleteVersion version) {
        String given = System.getProperty("authlete.facts");
        Path folder = given != null ? Path.of(given) : Path.of("..", "..", "shared", "authlete");
        return folder.resolve("openapi")
                .resolve(FILES.getOrDefault(version, ""))
                .toAbsolutePath()
                .normalize();
    }

    /** Returns what a version's file says, {@code null} where the file is absent. */
    static @Nullable OpenApi of(AuthleteVersion version) {
        return Files.exists(file(version)) ? READ.computeIfAbsent(version, OpenApi::read) : null;
    }

    private static OpenApi read(AuthleteVersion version) {
        try {
            return new OpenApi(version, YAMLMapper.shared().readTree(Files.readString(file(version))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Returns the ids of the operations that the file describes. */
    Set<String> operations() {
        return Collections.unmodifiableSet(pointers.keySet());
    }

    /** Returns what is wrong with an answer, nothing for an operation that the file does not describe. */
    synchronized List<String> violations(String operation, int status, @Nullable String body) {
        String responses = pointers.get(operation);
        if (responses == null) {
            return List.of();
        }
        String schema = schemaOf(responses, status);
        if (schema == null) {
            boolean documented = document.at(responses + status).has("description");
            return documented ? List.of() : List.of("status " + status + " is not documented");
        }
        if (body == null) {
            return List.of("status " + status + " is documented to bring a body");
        }
        return schemas
                .computeIfAbsent(schema, this::compile)
                .validate(JsonMapper.shared().readTree(body))
                .stream()
                .filter(error -> !isKnown(error))
                .map(Error::toString)
                .toList();
    }

    private boolean isKnown(Error error) {
        Pattern known = OTHERWISE.get(version);
        String property = error.getProperty() == null ? "" : "/" + error.getProperty();
        String value = error.getKeyword().equals("enum")
                ? "=" + error.getInstanceNode().asString()
                : "";
        return known != null
                && known.matcher(error.getInstanceLocation() + property + value).matches();
    }

    /** Returns where the schema of a body stands, {@code null} where none is documented. */
    private @Nullable String schemaOf(String responses, int status) {
        String content = responses + status + JSON;
        if (document.at(content).isObject()) {
            return content;
        }
        // An error of the call itself always looks the same, and a status 204 cannot bring the body that a file gives
        // it.
        String otherwise = status >= 400 ? "/components/schemas/result" : responses + 204 + JSON;
        return document.at(otherwise).isObject() ? otherwise : null;
    }

    private Schema compile(String pointer) {
        String fragment = pointer.replace("{", "%7B").replace("}", "%7D");
        return registry.getSchema(SchemaLocation.of(iri + '#' + fragment));
    }

    private static String sample(String template) {
        return template.replaceAll("\\{[^}]*}", "x");
    }

    private static String escaped(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }

    /** Forbids what a schema does not name; where one allows more, it stays as it is. */
    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
            if (!object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        }
        schema.path("properties").forEach(OpenApi::close);
        if (schema.has("items")) {
            close(schema.path("items"));
        }
    }
}
