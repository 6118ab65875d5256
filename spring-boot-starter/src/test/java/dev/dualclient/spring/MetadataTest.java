package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.Operation;
import dev.dualclient.routing.Condition;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {

    @Test
    void everyPropertyIsDescribed() throws IOException {
        try (InputStream metadata =
                DualClientProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            List<Map<String, Object>> properties = JsonPath.parse(metadata).read("$.properties");

            assertThat(properties)
                    .extracting(property -> property.get("name"))
                    .contains("dual-client.stage", "dual-client.primary.base-url", "dual-client.secondary.api-secret");
            assertThat(properties)
                    .allSatisfy(property -> assertThat(property.get("description"))
                            .as("description of %s", property.get("name"))
                            .asString()
                            .matches("(?!The |A |An )[A-Z].+\\."));
        }
    }

    @Test
    void everyOperationIsHintedWhereOneIsNamed() throws IOException {
        List<String> ids = Catalogue.operations().stream().map(Operation::id).toList();
        try (InputStream metadata =
                DualClientProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            DocumentContext hints = JsonPath.parse(metadata);

            assertThat(hinted(hints, "dual-client.operations.keys")).containsExactlyInAnyOrderElementsOf(ids);
            assertThat(hinted(hints, "dual-client.allow-unsafe-rules"))
                    .containsAll(ids)
                    .contains("fallback");
            assertThat(hinted(hints, "dual-client.fallback.on"))
                    .allSatisfy(text -> assertThat(Condition.of(text).text()).isEqualTo(text));
        }
    }

    private static List<String> hinted(DocumentContext metadata, String property) {
        return metadata.read("$.hints[?(@.name == '" + property + "')].values[*].value");
    }
}
