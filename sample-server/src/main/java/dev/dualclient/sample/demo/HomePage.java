package dev.dualclient.sample.demo;

import dev.dualclient.sample.web.ResourceServerProperties;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The start page: what to try, and which backend answered. */
@Controller
final class HomePage {

    private final Optional<DemoBackends> backends;
    private final RecentCalls recentCalls;
    private final ResourceServerProperties resourceServer;

    HomePage(Optional<DemoBackends> backends, RecentCalls recentCalls, ResourceServerProperties resourceServer) {
        this.backends = backends;
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
        model.addAttribute("calls", recentCalls.latest());
        return "home";
    }
}
