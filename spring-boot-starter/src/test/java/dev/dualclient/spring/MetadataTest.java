package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
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
}
