package dev.dualclient.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells a missing or contradictory setting without a stack trace. The messages of the library have the form "what is
 * wrong: what to write", of which the second half becomes the action.
 */
final class InvalidSettingsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingsException> {

    private static final String REMEDY = ": write ";
    private static final String PREFIX = "dual-client.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettingsException cause) {
        String message = String.valueOf(cause.getMessage());
        String where = message.contains(PREFIX) ? "" : "Under dual-client, ";
        int remedy = message.indexOf(REMEDY);
        if (remedy < 0) {
            return new FailureAnalysis(where + message + ".", null, cause);
        }
        String action = "Write " + message.substring(remedy + REMEDY.length()) + ".";
        return new FailureAnalysis(where + message.substring(0, remedy) + ".", action, cause);
    }
}
