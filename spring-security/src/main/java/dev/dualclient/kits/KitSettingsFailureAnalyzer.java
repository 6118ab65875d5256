package dev.dualclient.kits;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.StringUtils;

/** Reports a wrong setting of a kit without a stack trace. */
final class KitSettingsFailureAnalyzer extends AbstractFailureAnalyzer<KitSettingsException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, KitSettingsException cause) {
        return new FailureAnalysis(cause.problem() + ".", StringUtils.capitalize(cause.remedy()) + ".", cause);
    }
}
