package dev.dualclient.examples.users;

import dev.dualclient.kits.users.OldUsersUnavailableException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.provisioning.JdbcUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** The new application: users in a database, and a login form. It answers the script in plain text. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class NewApplication {

    @Bean
    JdbcUserDetailsManager users(DataSource source) {
        return new JdbcUserDetailsManager(source);
    }

    @Bean
    SecurityFilterChain logins(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(form -> form.successHandler((request, response, user) ->
                                response.getWriter().write("welcome, " + user.getName()))
                        .failureHandler((request, response, failure) -> refuse(response, failure)))
                .build();
    }

    private static void refuse(HttpServletResponse response, AuthenticationException failure) throws IOException {
        response.setStatus(
                failure instanceof OldUsersUnavailableException
                        ? HttpServletResponse.SC_SERVICE_UNAVAILABLE
                        : HttpServletResponse.SC_UNAUTHORIZED);
        response.getWriter().write(String.valueOf(failure.getMessage()));
    }
}
