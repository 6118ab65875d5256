package dev.dualclient.examples.providers;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Forwards what the kit lets pass, with the headers that the kit lets pass. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Gateway {

    @RestController
    static class Forward {

        private final RestClient service;

        Forward(@Value("${service}") String service) {
            this.service = RestClient.create(service);
        }

        @GetMapping("/**")
        ResponseEntity<String> forward(HttpServletRequest request) {
            HttpHeaders headers = new HttpHeaders();
            Collections.list(request.getHeaderNames()).stream()
                    .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("x-"))
                    .forEach(name -> headers.addAll(name, Collections.list(request.getHeaders(name))));
            String answer = service.get()
                    .uri(request.getRequestURI())
                    .headers(sent -> sent.addAll(headers))
                    .retrieve()
                    .body(String.class);
            return ResponseEntity.ok(answer);
        }
    }
}
