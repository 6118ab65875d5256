package dev.dualclient.operation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is known of the Authlete API as data that does not belong to this project. It is looked for beside the
 * repository, or where the system property {@code authlete.facts} says; tests that need it are skipped without it.
 */
final class AuthleteFacts {

    /** A method and a path that a version of Authlete documents. */
    record Documented(String method, String path) {}

    private static final List<String> METHODS = List.of("get", "post", "put", "delete");

    private static final Map<Side, List<Documented>> READ = new EnumMap<>(Side.class);

    private AuthleteFacts() {}

    static Map<Side, String> specifications() {
        return Map.of(Side.PRIMARY, "openapi/authlete-3.0.16.yaml", Side.SECONDARY, "openapi/authlete-2.3.12.yaml");
    }

    static List<JsonNode> operations() throws IOException {
        List<JsonNode> operations = new ArrayList<>();
        json("operations.json").forEach(operations::add);
        return operations;
    }

    static JsonNode resultCodes() throws IOException {
        return json("result-codes.json");
    }

    static List<Documented> documented(Side side) throws IOException {
        if (!READ.containsKey(side)) {
            READ.put(side, read(side));
        }
        return READ.get(side);
    }

    @SuppressWarnings("unchecked")
    private static List<Documented> read(Side side) throws IOException {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        List<Documented> documented = new ArrayList<>();
        try (InputStream file = Files.newInputStream(file(specifications().get(side)))) {
            Map<String, Object> root = new Yaml(new SafeConstructor(options)).load(file);
            ((Map<String, Map<String, Object>>) root.get("paths"))
                    .forEach((path, item) -> item.keySet().stream()
                            .filter(METHODS::contains)
                            .forEach(method -> documented.add(new Documented(method.toUpperCase(Locale.ROOT), path))));
        }
        return documented;
    }

    private static JsonNode json(String name) throws IOException {
        return JsonMapper.shared().readTree(Files.readAllBytes(file(name)));
    }

    private static Path file(String name) {
        String given = System.getProperty("authlete.facts");
        Path folder = given != null ? Path.of(given) : Path.of("..", "..", "shared", "authlete");
        Path file = folder.resolve(name).toAbsolutePath().normalize();
        assumeTrue(
                Files.exists(file),
                () -> file
                        + " is absent, so the catalogue is not compared with it; -Dauthlete.facts=<folder> names it");
        return file;
    }
}
