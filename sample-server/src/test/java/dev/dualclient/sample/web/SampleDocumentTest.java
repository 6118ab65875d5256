package dev.dualclient.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** {@code docs/sample-server.md} lists every endpoint and every property. */
class SampleDocumentTest extends ServerTest {

    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping endpoints;

    @Autowired
    private ApplicationContext context;

    private final TreeSet<String> told;

    SampleDocumentTest() throws IOException {
        told = new TreeSet<>(CODE.matcher(Files.readString(Path.of("..", "docs", "sample-server.md"))
                        .replaceAll("(?s)```.*?```", ""))
                .results()
                .map((MatchResult code) -> code.group(1))
                .toList());
    }

    @Test
    void everyEndpointIsListed() {
        TreeSet<String> served = new TreeSet<>();
        endpoints.getHandlerMethods().forEach((mapping, method) -> {
            if (method.getBeanType().getPackageName().startsWith("dev.dualclient.sample")) {
                served.addAll(mapping.getPatternValues());
            }
        });
        served.remove("/error"); // nobody calls it

        assertThat(served)
                .hasSizeGreaterThan(40)
                .allSatisfy(path -> assertThat(told).contains(path));
    }

    @Test
    void everyPropertyIsListed() {
        String all = String.join(" ", told);
        assertThat(context.getBeansWithAnnotation(ConfigurationProperties.class).values())
                .map(Object::getClass)
                .filteredOn(type -> type.getPackageName().startsWith("dev.dualclient.sample"))
                .hasSizeGreaterThan(6)
                .allSatisfy(type -> {
                    String prefix = AnnotationUtils.findAnnotation(type, ConfigurationProperties.class)
                            .value();
                    for (var component : type.getRecordComponents()) {
                        String name =
                                component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
                        assertThat(all).containsPattern("(" + Pattern.quote(prefix) + ")?\\." + Pattern.quote(name));
                    }
                });
    }
}
