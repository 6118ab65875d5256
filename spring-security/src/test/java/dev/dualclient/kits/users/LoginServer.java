package dev.dualclient.kits.users;

import dev.dualclient.kits.Application;
import dev.dualclient.kits.MutableClock;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.authentication.event.AbstractAuthenticationEvent;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.JdbcUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.PlatformTransactionManager;

/** An application in which users log in by a form, with Spring Security's tables in a database that nodes share. */
@Configuration(proxyBeanMethods = false)
class LoginServer {

    private static final List<String> TABLES = List.of(
            "create table if not exists users (username varchar(50) primary key, password varchar(500) not null,"
                    + " enabled boolean not null)",
            "create table if not exists authorities (username varchar(50) not null, authority varchar(50) not null,"
                    + " foreign key (username) references users (username))",
            "create table if not exists dualclient_known_users (name_hash char(64) primary key)");

    @Bean
    DataSource dataSource(@Value("${test.database}") String name) {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        return source;
    }

    @Bean
    JdbcTemplate jdbc(DataSource source) {
        JdbcTemplate jdbc = new JdbcTemplate(source);
        TABLES.forEach(jdbc::execute);
        return jdbc;
    }

    @Bean
    PlatformTransactionManager transactions(DataSource source) {
        return new JdbcTransactionManager(source);
    }

    @Bean
    JdbcUserDetailsManager users(DataSource source, JdbcTemplate tables) {
        return new JdbcUserDetailsManager(source);
    }

    /** Counts comparisons, each of which costs an attacker's stop-watch the same time. */
    static final class CountingEncoder implements PasswordEncoder {

        final AtomicInteger comparisons = new AtomicInteger();
        private final PasswordEncoder encoder =
                new DelegatingPasswordEncoder("bcrypt", java.util.Map.of("bcrypt", new BCryptPasswordEncoder(4)));

        @Override
        public String encode(@org.jspecify.annotations.Nullable CharSequence password) {
            return encoder.encode(password);
        }

        @Override
        public boolean matches(
                @org.jspecify.annotations.Nullable CharSequence password,
                @org.jspecify.annotations.Nullable String encoded) {
            comparisons.incrementAndGet();
            return encoder.matches(password, encoded);
        }
    }

    @Bean
    CountingEncoder encoder() {
        return new CountingEncoder();
    }

    @Bean
    MutableClock clock() {
        return new MutableClock();
    }

    /** Everything that is published about logins. */
    static final class Events implements ApplicationListener<AbstractAuthenticationEvent> {

        final List<AbstractAuthenticationEvent> all = new CopyOnWriteArrayList<>();

        @Override
        public void onApplicationEvent(AbstractAuthenticationEvent event) {
            all.add(event);
        }
    }

    @Bean
    Events events() {
        return new Events();
    }

    @Bean
    org.springframework.security.authentication.AuthenticationEventPublisher publisher(
            org.springframework.context.ApplicationEventPublisher events) {
        return new org.springframework.security.authentication.DefaultAuthenticationEventPublisher(events);
    }

    @Bean
    SecurityFilterChain logins(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(form -> form.successHandler((request, response, user) -> loggedIn(response, user))
                        .failureHandler((request, response, failure) -> failed(response, failure)))
                .build();
    }

    private static void loggedIn(HttpServletResponse response, Authentication user) throws IOException {
        response.getWriter().write(user.getName() + " " + user.getAuthorities());
    }

    private static void failed(HttpServletResponse response, AuthenticationException failure) throws IOException {
        response.setStatus(failure instanceof OldUsersUnavailableException ? 503 : 401);
        response.getWriter().write(failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    static Application.Answer login(Application application, String name, String password) {
        return application.send(
                "POST",
                "/login",
                "username=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "&password="
                        + URLEncoder.encode(password, StandardCharsets.UTF_8),
                "Content-Type: application/x-www-form-urlencoded");
    }

    /** Takes away all users, and what was noted of them. */
    static void empty(Application application) {
        JdbcTemplate jdbc = application.context().getBean(JdbcTemplate.class);
        List.of("authorities", "users", "dualclient_known_users").forEach(table -> jdbc.update("delete from " + table));
        application.context().getBean(CountingEncoder.class).comparisons.set(0);
        application.context().getBean(Events.class).all.clear();
    }

    static int users(Application application) {
        Integer count = application
                .context()
                .getBean(JdbcTemplate.class)
                .queryForObject("select count(*) from users", Integer.class);
        return count == null ? 0 : count;
    }
}
