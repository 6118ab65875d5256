package dev.dualclient.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

class ConfiguredBackendsTest extends ServerTest {

    @Autowired
    ApplicationContext context;

    @Test
    void whereBackendsAreConfiguredNoEmulatorStarts() throws Exception {
        assertThat(context.containsBean("demoBackends")).isFalse();

        HttpResponse<String> home = get("/");

        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.body())
                .contains("It uses the configured backends.")
                .doesNotContain("/demo/login", "/demo/migrator", "curl");
        assertThat(get("/demo/client").statusCode()).isEqualTo(404);
    }
}
