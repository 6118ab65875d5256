package dev.dualclient.sample.demo;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;

/** The buttons of the start page. */
@Controller
@ConditionalOnBean(DemoBackends.class)
final class DemoControls {

    private static final String HOME = "redirect:/";

    private static final String MIGRATION = HOME + "#migration";

    private final DemoBackends backends;
    private final DemoMigration migration;

    DemoControls(DemoBackends backends, DemoMigration migration) {
        this.backends = backends;
        this.migration = migration;
    }

    @PostMapping("/demo/migrator")
    String startMigrator() {
        migration.take(MigrationStep.MIGRATE);
        return MIGRATION;
    }

    @PostMapping("/demo/migration/{path}")
    String takeStep(@PathVariable String path) {
        MigrationStep step = MigrationStep.find(path);
        if (step == null) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        migration.take(step);
        return MIGRATION;
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
