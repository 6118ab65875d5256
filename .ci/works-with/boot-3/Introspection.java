package server;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.IntrospectionRequest;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A server of Spring Boot 3, as far as it is needed to see that it is served. */
@SpringBootApplication
@RestController
public class Introspection {

    private final AuthleteApi api;

    Introspection(AuthleteApi api) {
        this.api = api;
    }

    @PostMapping("/introspect")
    String introspect(@RequestParam String token) {
        return api.introspection(new IntrospectionRequest().setToken(token)).getSubject();
    }
}
