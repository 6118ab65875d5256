package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.preflight.PreflightReport;
import dev.dualclient.migration.report.CheckResult;
import dev.dualclient.migration.report.Rendering;
import dev.dualclient.migration.report.Result;
import dev.dualclient.spring.DualClientProperties.OnStart;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Runs the preflight at start: beside the application, or before it serves. */
final class PreflightOnStart implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(PreflightOnStart.class);

    private final ObjectProvider<DualAuthleteApi> api;
    private final OnStart when;

    PreflightOnStart(ObjectProvider<DualAuthleteApi> api, OnStart when) {
        this.api = api;
        this.when = when;
    }

    @Override
    public void afterSingletonsInstantiated() {
        DualAuthleteApi dual = api.getIfUnique();
        if (dual == null || when == OnStart.OFF) {
            return;
        }
        if (when == OnStart.REQUIRE) {
            PreflightReport report = run(dual);
            if (report.result() == Result.FAIL) {
                throw new PreflightFailedException(failed(report));
            }
            return;
        }
        Thread beside = new Thread(() -> run(dual), "dual-client-preflight");
        beside.setDaemon(true);
        beside.start();
    }

    private static PreflightReport run(DualAuthleteApi dual) {
        PreflightReport report = dual.dualClient().preflight().run();
        List<CheckResult> told = report.checks().stream()
                .filter(check -> check.result() != Result.OK)
                .toList();
        if (told.isEmpty()) {
            LOG.info("Preflight: all {} checks are OK", report.checks().size());
        } else {
            LOG.warn("Preflight: {}{}{}", report.result(), System.lineSeparator(), Rendering.text(told));
        }
        return report;
    }

    private static List<CheckResult> failed(PreflightReport report) {
        return report.checks().stream()
                .filter(check -> check.result() == Result.FAIL)
                .toList();
    }
}
