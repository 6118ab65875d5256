package dev.dualclient.console;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do about a console that nothing protects. */
final class UnprotectedConsoleFailureAnalyzer extends AbstractFailureAnalyzer<UnprotectedConsoleException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, UnprotectedConsoleException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ".",
                "Add spring-boot-starter-security, or set management.server.port to a port of its own and"
                        + " management.server.address=127.0.0.1. Do not put a reverse proxy in front of that port.",
                failure);
    }
}
