package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** The properties that the documents name are those that there are. */
class DocumentedPropertiesTest {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("`(dual-client\\.[^`=:*…]+?)\\.?(?:[=:*][^`]*)?`");

    static List<Path> documents() throws IOException {
        try (Stream<Path> documents = Files.list(Path.of("..", "docs"))) {
            return Stream.concat(Stream.of(Path.of("..", "README.md")), documents)
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyExampleCanBeBound(Path document) throws IOException {
        for (String yaml : found(YAML, document)) {
            List<PropertySource<?>> settings = new YamlPropertySourceLoader()
                    .load("example", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));

            new Binder(ConfigurationPropertySources.from(settings))
                    .bindOrCreate(
                            "dual-client",
                            Bindable.of(DualClientProperties.class),
                            new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyNameIsAPropertysOrAGroups(Path document) throws IOException {
        List<String> known = names();

        assertThat(found(NAME, document))
                .allSatisfy(name -> assertThat(known)
                        .as(name)
                        .anyMatch(property ->
                                name.matches(property) || property.startsWith(name.replace(".", "\\.") + "\\.")));
    }

    private static List<String> found(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Returns the names as regular expressions; {@code *} stands for what the application chooses. */
    private static List<String> names() {
        return new Metadata()
                .properties().stream()
                        .map(property -> property.name()
                                .replace(".", "\\.")
                                .replaceAll("(?<!\\[)\\*", "[^.]+")
                                .replace("[*]", "\\[[0-9]*]"))
                        .toList();
    }
}
