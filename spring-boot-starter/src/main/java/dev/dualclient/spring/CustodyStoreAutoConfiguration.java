package dev.dualclient.spring;

import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.jdbc.JdbcSource;
import dev.dualclient.custody.jdbc.JdbcStore;
import dev.dualclient.custody.redis.RedisStore;
import dev.dualclient.custody.redis.RedisStoreSettings;
import dev.dualclient.spring.DualClientProperties.Custody;
import dev.dualclient.spring.DualClientProperties.Jdbc;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.ClassUtils;

/**
 * Opens the durable store that {@code dual-client.custody.store} names, unless the application has a
 * {@link CustodyStore} of its own, which is then used. The store is closed with the application, after the API.
 */
@AutoConfiguration(afterName = "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration")
@ConditionalOnProperty(CustodyStoreAutoConfiguration.STORE)
@EnableConfigurationProperties(DualClientProperties.class)
public final class CustodyStoreAutoConfiguration {

    static final String STORE = "dual-client.custody.store";
    private static final String LETTUCE = "io.lettuce.core.RedisClient";
    private static final String SPRING_DATA =
            "org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory";

    /** Creates the configuration. */
    public CustodyStoreAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(CustodyStore.class)
    @ConditionalOnProperty(name = STORE, havingValue = "jdbc")
    CustodyStore dualClientJdbcStore(DualClientProperties properties, ObjectProvider<DataSource> dataSources) {
        return opened(() -> {
            Jdbc own =
                    properties.custody() == null ? null : properties.custody().jdbc();
            if (own != null && own.jndiName() != null) {
                return JdbcSource.ofJndi(own.jndiName()).store();
            }
            if (own != null && own.url() != null) {
                return JdbcSource.ofUrl(own.url(), own.user(), own.password()).store();
            }
            DataSource dataSource = dataSources.getIfUnique();
            if (dataSource == null) {
                throw new IllegalArgumentException(STORE + " is jdbc, but the application has no data source, or more"
                        + " than one and none that is primary: write spring.datasource.url");
            }
            return new JdbcStore(dataSource, Time.system());
        });
    }

    @Bean
    @ConditionalOnMissingBean(CustodyStore.class)
    @ConditionalOnProperty(name = STORE, havingValue = "redis")
    CustodyStore dualClientRedisStore(DualClientProperties properties, BeanFactory beans) {
        return opened(() -> {
            if (!isPresent(LETTUCE)) {
                throw new IllegalArgumentException(
                        STORE + " is redis, but Lettuce is missing: write a dependency on io.lettuce:lettuce-core");
            }
            Custody custody = Objects.requireNonNull(properties.custody()); // its store was written
            return new RedisStore(
                    redis(custody.redis().uri(), beans)
                            .withPrefix(custody.redis().prefix()),
                    Time.system());
        });
    }

    private static RedisStoreSettings redis(@Nullable String uri, BeanFactory beans) {
        if (uri != null && !uri.isBlank()) {
            return RedisStoreSettings.of(uri.strip());
        }
        RedisStoreSettings own = isPresent(SPRING_DATA) ? ApplicationRedis.settings(beans) : null;
        if (own == null) {
            throw new IllegalArgumentException("dual-client.custody.redis.uri is missing, and the application has no"
                    + " Redis of its own: write redis://user:password@host:port");
        }
        return own;
    }

    private static boolean isPresent(String type) {
        return ClassUtils.isPresent(type, Thread.currentThread().getContextClassLoader());
    }

    /** Opens a store, which may be unfit or wrongly configured. */
    private static CustodyStore opened(Supplier<CustodyStore> store) {
        try {
            return store.get();
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            throw new InvalidSettingsException(wrong);
        }
    }
}
