package dev.dualclient.kits.providers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says of each provider whether it can be removed from the configuration. Thread-safe. */
public final class ProvidersReadiness {

    private static final Duration WINDOW = Duration.ofDays(30);

    private final List<String> providers;
    private final ProviderUsage usage;
    private final Clock clock;

    ProvidersReadiness(List<String> providers, ProviderUsage usage, Clock clock) {
        this.providers = List.copyOf(providers);
        this.usage = usage;
        this.clock = clock;
    }

    /** Returns a sentence for each provider, in their order. */
    public Map<String, String> report() {
        Map<String, String> report = new LinkedHashMap<>();
        providers.forEach(provider -> report.put(provider, sentence(provider)));
        return report;
    }

    private String sentence(String provider) {
        Instant now = clock.instant();
        ProviderUsage.Report used = usage.of(provider, now);
        String text = used.users() + (used.users() == 1 ? " user" : " users") + " in 30 days, last "
                + (used.last() == null ? "never" : used.last());
        if (used.users() > 0) {
            return text;
        }
        boolean watched = !used.since().plus(WINDOW).isAfter(now);
        return text + (watched ? ", can be removed" : ", watched since " + used.since());
    }
}
