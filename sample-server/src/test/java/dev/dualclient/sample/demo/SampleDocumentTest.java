package dev.dualclient.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The tables of {@code docs/sample-server.md} list every endpoint and every property, and nothing else. */
class SampleDocumentTest extends BrowserTest {

    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    /** Served by the actuator. */
    private static final List<String> ENDPOINTS_OF_OTHERS = List.of("/actuator/…");

    /** Read without a class of their own. */
    private static final List<String> SINGLE_PROPERTIES = List.of("sample.bcrypt-strength", "sample.demo.issuer");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping endpoints;

    @Autowired
    private ApplicationContext context;

    @Test
    void everyEndpointIsListed() throws IOException {
        Set<String> served = new TreeSet<>(ENDPOINTS_OF_OTHERS);
        endpoints.getHandlerMethods().forEach((mapping, method) -> {
            if (method.getBeanType().getPackageName().startsWith("dev.dualclient.sample")) {
                served.addAll(mapping.getPatternValues());
            }
        });
        served.remove("/error"); // nobody calls it

        Set<String> listed = new TreeSet<>();
        rows("Endpoints").forEach(listed::addAll);
        assertThat(listed).hasSizeGreaterThan(40).isEqualTo(served);
    }

    @Test
    void everyPropertyIsListed() throws IOException {
        Set<String> read = new TreeSet<>(SINGLE_PROPERTIES);
        context.getBeansWithAnnotation(ConfigurationProperties.class).values().stream()
                .map(Object::getClass)
                .filter(type -> type.getPackageName().startsWith("dev.dualclient.sample"))
                .forEach(type -> read.addAll(names(
                                AnnotationUtils.findAnnotation(type, ConfigurationProperties.class)
                                        .value(),
                                type)
                        .toList()));

        Set<String> listed = new TreeSet<>();
        rows("Properties").forEach(row -> {
            String prefix = row.get(0).substring(0, row.get(0).lastIndexOf('.'));
            row.forEach(name -> listed.add(name.startsWith(".") ? prefix + name : name));
        });
        assertThat(listed).hasSizeGreaterThan(15).isEqualTo(read);
    }

    /** Returns the names of the properties that a record is bound to. */
    private static Stream<String> names(String prefix, Class<?> type) {
        return Stream.of(type.getRecordComponents()).flatMap(component -> {
            String name = prefix + "."
                    + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            Class<?> element = element(component);
            return element.isRecord() ? names(name + "[0]", element) : Stream.of(name);
        });
    }

    private static Class<?> element(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType list
                        && list.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : component.getType();
    }

    /** Returns what stands as code in the first cell of each row of the tables of a chapter. */
    private static List<List<String>> rows(String chapter) throws IOException {
        String text = Files.readString(Path.of("..", "docs", "sample-server.md"));
        String rest = text.substring(text.indexOf("\n## " + chapter + "\n") + 4);
        return rest.substring(0, rest.indexOf("\n## "))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> CODE.matcher(line.substring(0, line.indexOf(" | ")))
                        .results()
                        .map((MatchResult code) -> code.group(1))
                        .toList())
                .toList();
    }
}
