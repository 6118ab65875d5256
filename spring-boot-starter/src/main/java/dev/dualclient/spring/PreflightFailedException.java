package dev.dualclient.spring;

import dev.dualclient.migration.report.CheckResult;
import dev.dualclient.migration.report.Rendering;
import java.util.List;

/** The start was ended because a check of the preflight has failed. */
final class PreflightFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PreflightFailedException(List<CheckResult> failed) {
        super(Rendering.text(failed));
    }
}
