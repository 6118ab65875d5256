package dev.dualclient.sample.client;

import dev.dualclient.spring.DualClientAutoConfiguration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A web application as anybody would write it with {@code spring-boot-starter-security-oauth2-client}: its properties
 * name an authorization server, and its one page greets who has logged in there.
 */
@EnableAutoConfiguration(exclude = DualClientAutoConfiguration.class)
class WebShop {

    /** Runs it, as an application that has nothing to do with the sample around it. */
    static ConfigurableApplicationContext run(Map<String, Object> properties) {
        SpringApplication application = new SpringApplication(WebShop.class);
        application.setInitializers(List.of());
        application.setDefaultProperties(properties);
        return application.run("--spring.config.name=web-shop", "--spring.main.banner-mode=off");
    }

    @Bean
    RouterFunction<ServerResponse> pages() {
        return RouterFunctions.route().GET("/", WebShop::greet).build();
    }

    /** What it says of the user is from the userinfo endpoint. */
    private static ServerResponse greet(ServerRequest request) {
        Authentication login = (Authentication) request.principal().orElseThrow();
        OidcUser user = (OidcUser) login.getPrincipal();
        return ServerResponse.ok()
                .body("Welcome, " + user.getUserInfo().getFullName() + ", "
                        + user.getUserInfo().getEmail());
    }
}
