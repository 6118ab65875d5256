package dev.dualclient.test.scenarios;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests of scenarios, as the sources of all modules have them. */
final class ScenarioTests {

    private static final Path ROOT = Path.of("..");
    private static final List<String> FOLDERS = List.of("test", "browser");

    /** The ids of an annotation, with their quotation marks. */
    private static final Pattern QUOTED = Pattern.compile("@Scenario\\(\\{?(\"[^)}]+\")\\}?\\)");

    private static final Pattern TEST = Pattern.compile("@\\w*Test\\b");
    private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");

    private ScenarioTests() {}

    /**
     * A test method.
     *
     * @param id the scenario that it quotes
     * @param method its name
     * @param file its source, seen from the folder of the documents
     */
    record Found(String id, String method, Path file) {

        /** Returns a link to it. */
        String link() {
            String type = file.getFileName().toString().replace(".java", "");
            return "[" + type + "." + method + "](" + file.toString().replace('\\', '/') + ")";
        }
    }

    /** Returns the tests of each scenario that is quoted anywhere. */
    static Map<String, List<Found>> byId() throws IOException {
        List<Found> all = new ArrayList<>();
        for (Path file : sources()) {
            // Formatted sources leave a blank line before the annotations of a method, and none within them.
            for (String block : Files.readString(file).split("\\n\\s*\\n")) {
                all.addAll(in(block, file));
            }
        }
        return all.stream().collect(groupingBy(Found::id, TreeMap::new, toList()));
    }

    private static List<Path> sources() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.sorted().toList()) {
                for (String folder : FOLDERS) {
                    Path tests = module.resolve(Path.of("src", folder, "java"));
                    if (Files.isDirectory(tests)) {
                        try (Stream<Path> below = Files.walk(tests)) {
                            below.filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
                                    .sorted()
                                    .forEach(files::add);
                        }
                    }
                }
            }
        }
        return files;
    }

    private static List<Found> in(String block, Path file) {
        Matcher quoted = QUOTED.matcher(block);
        if (!quoted.find()) {
            return List.of();
        }
        Matcher method = METHOD.matcher(block).region(quoted.end(), block.length());
        if (!TEST.matcher(block).find() || block.contains("@Disabled") || !method.find()) {
            throw new AssertionError(file + " quotes " + quoted.group(1) + " at what is no test that runs");
        }
        return Stream.of(quoted.group(1).replace("\"", "").split(", "))
                .map(id -> new Found(id, method.group(1), file))
                .toList();
    }
}
