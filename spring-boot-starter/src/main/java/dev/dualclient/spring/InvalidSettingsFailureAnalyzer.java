package dev.dualclient.spring;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.util.StringUtils;

/**
 * Tells a missing or contradictory setting without a stack trace. The messages of the library have the form "what is
 * wrong: write what to write", or "what is wrong; what to do", of which the second half becomes the action.
 */
final class InvalidSettingsFailureAnalyzer extends AbstractFailureAnalyzer<InvalidSettingsException> {

    private static final Pattern REMEDY = Pattern.compile("(.*?): ((?:write|copy) .*)|(.*?); (.*)", Pattern.DOTALL);
    private static final Pattern PROPERTY = Pattern.compile("dual-client\\.|^DUAL_?CLIENT_");

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidSettingsException cause) {
        String message = String.valueOf(cause.getMessage());
        String where = PROPERTY.matcher(message).find() ? "" : "Under dual-client, ";
        Matcher halves = REMEDY.matcher(message);
        if (!halves.matches()) {
            return new FailureAnalysis(where + message + ".", null, cause);
        }
        int first = halves.group(1) != null ? 1 : 3;
        String remedy = StringUtils.capitalize(halves.group(first + 1));
        String action = remedy.endsWith("?") ? remedy : remedy + ".";
        return new FailureAnalysis(where + halves.group(first) + ".", action, cause);
    }
}
