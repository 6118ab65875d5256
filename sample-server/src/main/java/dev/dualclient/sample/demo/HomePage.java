package dev.dualclient.sample.demo;

import dev.dualclient.migration.readiness.ReadinessReport;
import dev.dualclient.sample.web.ResourceServerProperties;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The start page: what to try, and which backend answered. */
@Controller
final class HomePage {

    private final Optional<DemoBackends> backends;
    private final Optional<DemoMigration> migration;
    private final RecentCalls recentCalls;
    private final ResourceServerProperties resourceServer;

    HomePage(
            Optional<DemoBackends> backends,
            Optional<DemoMigration> migration,
            RecentCalls recentCalls,
            ResourceServerProperties resourceServer) {
        this.backends = backends;
        this.migration = migration;
        this.recentCalls = recentCalls;
        this.resourceServer = resourceServer;
    }

    @GetMapping("/")
    String show(Model model) {
        backends.ifPresent(demo -> {
            model.addAttribute("backends", demo);
            model.addAttribute("clients", DemoClient.values());
            model.addAttribute("commands", Command.of(demo.issuer(), resourceServer));
        });
        migration.ifPresent(steps -> {
            ReadinessReport report = steps.getReport();
            model.addAttribute("migration", steps);
            model.addAttribute("report", report);
            model.addAttribute("curve", Curve.of(report.remaining()));
        });
        model.addAttribute("calls", recentCalls.latest());
        return "home";
    }
}
