package dev.dualclient.kits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.kits.providers.ProvidersProperties;
import dev.dualclient.kits.upgrade.TokenUpgradeProperties;
import dev.dualclient.kits.users.UsersProperties;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ByteArrayResource;

/** The pages of the kits say what the kits have. */
class DocumentsTest {

    private static final Path PAGES = Path.of("..", "docs", "kits");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BLOCK = Pattern.compile("```(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Map<String, Class<?>> KITS = Map.of(
            "providers", ProvidersProperties.class,
            "token-upgrade", TokenUpgradeProperties.class,
            "users", UsersProperties.class);

    static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(PAGES)) {
            return pages.toList();
        }
    }

    private static List<String> found(Pattern pattern, Path page) throws IOException {
        return pattern.matcher(Files.readString(page))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** A reader sees a whole configuration and a drawing first, then where each step of a guide is. */
    @ParameterizedTest
    @ValueSource(strings = {"providers", "token-upgrade", "users"})
    void everyPageBeginsWithAConfigurationAndADrawing(String kit) throws IOException {
        List<String> blocks = found(BLOCK, PAGES.resolve(kit + ".md"));

        assertThat(blocks.get(0)).startsWith("yaml\ndual-client:\n  kits:\n    " + kit + ":");
        assertThat(blocks.get(1)).startsWith("\n").contains("►");
        assertThat(PAGES.resolve(kit + ".md"))
                .content()
                .containsPattern("## The steps of .*\n\n\\| step, as migration guides have it \\|");
    }

    @ParameterizedTest
    @CsvSource({"providers, 2", "token-upgrade, 1", "users, 1"})
    void everyExampleCanBeBound(String kit, int examples) throws IOException {
        List<String> found = found(YAML, PAGES.resolve(kit + ".md"));
        assertThat(found).hasSize(examples);
        for (String yaml : found) {
            var source = new YamlPropertySourceLoader()
                    .load("example", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
            assertThat(new Binder(ConfigurationPropertySources.from(source))
                            .bind(
                                    "dual-client.kits." + kit,
                                    Bindable.of(KITS.get(kit)),
                                    new NoUnboundElementsBindHandler(BindHandler.DEFAULT))
                            .isBound())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkedFileExists(Path page) throws IOException {
        assertThat(found(LINK, page))
                .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
    }

    @Test
    void everyPropertyIsOnItsPage() throws IOException {
        for (Map.Entry<String, Class<?>> kit : KITS.entrySet()) {
            String page = Files.readString(PAGES.resolve(kit.getKey() + ".md"));
            List<String> names = new ArrayList<>();
            walk(kit.getValue(), "", names);
            assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
        }
    }

    /** {@code *} stands for the key of a map. */
    private static void walk(Class<?> record, String prefix, List<String> names) {
        for (Parameter property : record.getDeclaredConstructors()[0].getParameters()) {
            String name =
                    prefix + property.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            if (property.getType().isRecord()) {
                walk(property.getType(), name + ".", names);
            } else if (property.getType() == Map.class) {
                Class<?> entry =
                        (Class<?>) ((ParameterizedType) property.getParameterizedType()).getActualTypeArguments()[1];
                walk(entry, name + ".*.", names);
            } else {
                names.add(name);
            }
        }
    }
}
