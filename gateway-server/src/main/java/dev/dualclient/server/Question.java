package dev.dualclient.server;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.spring.DualClientCustomizer;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A command that asks the operator's tools of a client with the settings of the gateway. It serves nothing and does nothing
 * in the background, so that it is no node of the cluster.
 */
abstract class Question implements Command {

    private static final String ERROR = "error: ";

    private final String name;
    private final String summary;
    private final List<String> names;

    Question(String name, String summary, String... names) {
        this.name = name;
        this.summary = summary;
        this.names = List.of(names);
    }

    /** A client without a server. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Asking {

        @Bean
        DualClientCustomizer nothingInTheBackground() {
            return builder -> builder.background(false);
        }
    }

    /**
     * What is printed.
     *
     * @param text what a person reads, or a document
     * @param status the exit status
     */
    record Answer(String text, int status) {}

    /**
     * Asks.
     *
     * @throws IllegalArgumentException if an option is wrong; the message says what to write instead
     */
    abstract Answer ask(DualAuthleteApi api, Options options) throws IOException;

    /** Answers without a client, {@code null} if one is needed. */
    @Nullable
    Answer answer(Options options) throws IOException {
        return null;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String summary() {
        return summary;
    }

    @Override
    public final int run(List<String> written, PrintStream out) {
        try {
            Options options = new Options(written, names);
            Answer early = answer(options);
            Answer answer = early == null ? asked(options) : early;
            out.println(answer.text().stripTrailing());
            return answer.status();
        } catch (IllegalArgumentException wrong) {
            out.println(ERROR + wrong.getMessage());
            return USAGE;
        } catch (IOException | IllegalStateException refused) {
            out.println(ERROR + refused.getMessage());
            return FAILED;
        }
    }

    private Answer asked(Options options) throws IOException {
        try (ConfigurableApplicationContext context = started(options)) {
            return ask(context.getBean(DualAuthleteApi.class), options);
        }
    }

    private static ConfigurableApplicationContext started(Options options) {
        try {
            return new SpringApplicationBuilder(Asking.class)
                    .web(WebApplicationType.NONE)
                    .properties("dual-client.gateway.enabled=false")
                    .run(options.properties());
        } catch (RuntimeException told) { // by Spring Boot, in the log
            throw new IllegalStateException("these settings do not start a client: see the log above", told);
        }
    }
}
