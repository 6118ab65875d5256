package dev.dualclient.sample.demo;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** The buttons of the start page. */
@Controller
@ConditionalOnBean(DemoBackends.class)
final class DemoControls {

    private static final String HOME = "redirect:/";

    private final DemoBackends backends;

    DemoControls(DemoBackends backends) {
        this.backends = backends;
    }

    @PostMapping("/demo/migrator")
    String startMigrator() {
        backends.startMigrator();
        return HOME;
    }

    @PostMapping("/demo/primary/down")
    String takePrimaryDown() {
        backends.takePrimaryDown();
        return HOME;
    }

    @PostMapping("/demo/primary/up")
    String bringPrimaryUp() {
        backends.bringPrimaryUp();
        return HOME;
    }
}
