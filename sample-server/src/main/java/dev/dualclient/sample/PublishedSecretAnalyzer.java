package dev.dualclient.sample;

import dev.dualclient.sample.demo.PublishedSecretException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells which secret has to be replaced before the server starts in front of real backends. */
final class PublishedSecretAnalyzer extends AbstractFailureAnalyzer<PublishedSecretException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PublishedSecretException cause) {
        return new FailureAnalysis(
                cause.property() + " has the value of the demonstration, which everybody can read in the source.",
                "Set " + cause.property() + " to a long random value of your own, or leave it out.",
                cause);
    }
}
