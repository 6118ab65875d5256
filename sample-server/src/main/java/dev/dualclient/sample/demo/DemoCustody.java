package dev.dualclient.sample.demo;

import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.jdbc.JdbcStore;
import dev.dualclient.migration.readiness.ExternalFacts;
import dev.dualclient.spring.DualClientCustomizer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Where the demonstration keeps custody: in a database in memory, for without a database nobody can say whether 2.3 can be
 * switched off. Its key is made anew at each start. Whoever configures {@code dual-client.custody} gets that instead.
 */
final class DemoCustody {

    private static final int KEY_BYTES = 32;

    private DemoCustody() {}

    /** Adds the store, and the time that can be let pass. */
    static void addTo(ConfigurableEnvironment environment, DefaultListableBeanFactory beans, DemoTime time) {
        DualClientCustomizer customizer = api -> api.time(time).externalFacts(Emulated.FACTS);
        beans.registerSingleton("demoTime", time);
        beans.registerSingleton("demoTimeCustomizer", customizer);
        if (environment.containsProperty("dual-client.custody.store")
                || environment.containsProperty("dual-client.custody.keys")
                || environment.containsProperty("dual-client.custody.keys[0]")) {
            return;
        }
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        CustodyStore store = new JdbcStore(database, time);
        beans.registerSingleton("demoCustodyStore", store);
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "demo custody",
                        Map.of("dual-client.custody.keys", Base64.getEncoder().encodeToString(key))));
    }

    /** What is known of the emulators, and has to be found out of other backends. */
    private static final class Emulated implements ExternalFacts {

        private static final ExternalFacts FACTS = new Emulated();

        @Override
        public Boolean listsExpiredRows() {
            return true;
        }

        @Override
        public Duration idTokenLife() {
            return Duration.ofDays(1);
        }

        @Override
        public Boolean signsAccessTokens() {
            return false;
        }
    }
}
