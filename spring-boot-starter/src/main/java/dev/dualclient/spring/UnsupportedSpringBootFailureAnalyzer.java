package dev.dualclient.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells an older Spring Boot without a stack trace. */
final class UnsupportedSpringBootFailureAnalyzer extends AbstractFailureAnalyzer<UnsupportedSpringBootException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnsupportedSpringBootException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Replace dual-client-spring-boot-starter by dual-client-core, and add the @Bean method of"
                        + " docs/spring-boot-3.md.",
                cause);
    }
}
