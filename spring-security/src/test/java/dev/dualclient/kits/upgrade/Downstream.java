package dev.dualclient.kits.upgrade;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.dualclient.kits.MutableClock;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A service behind the filter that notes what reaches it. */
@Configuration(proxyBeanMethods = false)
class Downstream {

    static final ECKey KEY = key();

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("minter").generate();
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Counts what it signs. */
    record CountingEncoder(JwtEncoder encoder, AtomicInteger mints) implements JwtEncoder {

        @Override
        public Jwt encode(JwtEncoderParameters parameters) {
            mints.incrementAndGet();
            return encoder.encode(parameters);
        }
    }

    @Bean
    CountingEncoder encoder() throws JOSEException {
        JwtEncoder encoder = NimbusJwtEncoder.withKeyPair(KEY.toECPublicKey(), KEY.toECPrivateKey())
                .build();
        return new CountingEncoder(encoder, new AtomicInteger());
    }

    @Bean
    MutableClock clock() {
        return new MutableClock();
    }

    @Bean
    SecurityFilterChain open(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    /** A request as it came. */
    record Seen(String method, String uri, Map<String, List<String>> headers, List<String> cookies, String body) {

        List<String> header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        }
    }

    @RestController
    static class Service {

        final List<Seen> seen = new CopyOnWriteArrayList<>();
        volatile int status = 200;

        @RequestMapping("/**")
        void call(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Map<String, List<String>> headers = new TreeMap<>();
            Collections.list(request.getHeaderNames())
                    .forEach(name ->
                            headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name))));
            List<String> cookies = request.getCookies() == null
                    ? List.of()
                    : Arrays.stream(request.getCookies())
                            .flatMap(cookie -> Stream.of(cookie.getName() + "=" + cookie.getValue()))
                            .toList();
            String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String uri = request.getRequestURI() + "?" + request.getQueryString();
            seen.add(new Seen(request.getMethod(), uri, headers, cookies, body));
            response.setStatus(status);
        }
    }
}
