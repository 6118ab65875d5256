package dev.dualclient.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells which checks of the preflight have failed without a stack trace. */
final class PreflightFailureAnalyzer extends AbstractFailureAnalyzer<PreflightFailedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PreflightFailedException cause) {
        return new FailureAnalysis(
                "The preflight has failed, and dual-client.preflight.on-start is require:" + System.lineSeparator()
                        + System.lineSeparator() + cause.getMessage(),
                "Correct what it says, or write report into dual-client.preflight.on-start to start all the same.",
                cause);
    }
}
