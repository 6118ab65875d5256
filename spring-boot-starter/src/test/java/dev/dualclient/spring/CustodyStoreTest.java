package dev.dualclient.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dualclient.DualClient;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.custody.jdbc.JdbcStore;
import dev.dualclient.custody.redis.RedisStore;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import io.lettuce.core.RedisClient;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisPassword;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Custody in what the application has anyway: its data source, or its Redis. */
class CustodyStoreTest {

    private static final String KEY = key((byte) 1);

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(CustodyStoreAutoConfiguration.class, DualClientAutoConfiguration.class))
            .withPropertyValues(
                    "dual-client.custody.keys=" + KEY,
                    "dual-client.primary.base-url=http://localhost:1",
                    "dual-client.primary.service-id=42",
                    "dual-client.primary.access-token=an-access-token",
                    "dual-client.secondary.base-url=http://localhost:2",
                    "dual-client.secondary.api-key=42",
                    "dual-client.secondary.api-secret=an-api-secret");
    private final ApplicationContextRunner onRedis = application.withPropertyValues("dual-client.custody.store=redis");
    private final ApplicationContextRunner onJdbc =
            application.withPropertyValues("dual-client.custody.store=jdbc").withBean(DataSource.class, this::database);

    private final String database = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    private DataSource database() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(database);
        return source;
    }

    private static String key(byte content) {
        byte[] key = new byte[32];
        Arrays.fill(key, content);
        return Base64.getEncoder().encodeToString(key);
    }

    @Test
    void theApplicationsDataSourceKeepsCustodyOverARestart() {
        onJdbc.run(context -> {
            assertThat(context).getBean(CustodyStore.class).isInstanceOf(JdbcStore.class);
            change(context.getBean(DualAuthleteApi.class).dualClient());
        });

        onJdbc.run(context -> assertThat(
                        context.getBean(DualAuthleteApi.class).dualClient().stage())
                .isEqualTo(Stage.SHADOW));
    }

    @Test
    void theApplicationsRedisKeepsCustodyOverARestart(@TempDir Path directory) {
        try (LocalRedis server = new LocalRedis(directory, "a-redis-password")) {
            RedisStandaloneConfiguration where = new RedisStandaloneConfiguration("127.0.0.1", server.port());
            where.setPassword(RedisPassword.of("a-redis-password"));
            ApplicationContextRunner withRedis =
                    onRedis.withBean(LettuceConnectionFactory.class, () -> new LettuceConnectionFactory(where));

            withRedis.run(context -> {
                assertThat(context).getBean(CustodyStore.class).isInstanceOf(RedisStore.class);
                change(context.getBean(DualAuthleteApi.class).dualClient());
            });

            withRedis.run(context -> assertThat(
                            context.getBean(DualAuthleteApi.class).dualClient().stage())
                    .isEqualTo(Stage.SHADOW));
        }
    }

    private static void change(DualClient engine) {
        engine.stages().change(policy -> policy.withStage(Stage.SHADOW), "a test");
    }

    @Test
    void killsMayBeDurableWithADurableStore() {
        onJdbc.withPropertyValues("dual-client.kill.confirm=durable")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    @Scenario("E1")
    void aRedisThatCannotKeepCustodyIsRefused() {
        onRedis.withBean(
                        LettuceConnectionFactory.class,
                        () -> new LettuceConnectionFactory(new RedisClusterConfiguration().clusterNode("127.0.0.1", 1)))
                .run(context -> assertThat(analysis(context.getStartupFailure()))
                        .isEqualTo("dual-client.custody.store is redis, but that of the application is not a single"
                                + " server with host and port. Write dual-client.custody.redis.uri, of one that is."));
        onRedis.withClassLoader(new FilteredClassLoader("org.springframework.data"))
                .run(context -> assertThat(analysis(context.getStartupFailure()))
                        .isEqualTo("dual-client.custody.redis.uri is missing, and the application has no Redis of its"
                                + " own. Write redis://user:password@host:port."));
        onRedis.withClassLoader(new FilteredClassLoader(RedisClient.class))
                .run(context -> assertThat(analysis(context.getStartupFailure()))
                        .isEqualTo("dual-client.custody.store is redis, but Lettuce is missing. Write a dependency on"
                                + " io.lettuce:lettuce-core."));
    }

    @Test
    @Scenario("E1")
    void twoDataSourcesAreRefused() {
        onJdbc.withBean("other", DataSource.class, this::database)
                .run(context -> assertThat(analysis(context.getStartupFailure()))
                        .isEqualTo("dual-client.custody.store is jdbc, but the application has no data source, or more"
                                + " than one and none that is primary. Write spring.datasource.url."));
    }

    @Test
    @Scenario("E1")
    void aBadKeyIsTold() {
        onJdbc.withPropertyValues("dual-client.custody.keys=")
                .run(context -> assertThat(analysis(context.getStartupFailure()))
                        .isEqualTo("Under dual-client, custody.keys: there is no key. Generate one with"
                                + " `openssl rand -base64 32`."));
        onJdbc.withPropertyValues("dual-client.custody.keys=c2hvcnQ=")
                .run(context -> assertThat(analysis(context.getStartupFailure()))
                        .isEqualTo("Under dual-client, custody.keys: a key of 5 bytes is too short. Use at least 32,"
                                + " from `openssl rand -base64 32`."));
        onJdbc.withPropertyValues("dual-client.custody.keys=no-base64-key!")
                .run(context -> assertThat(analysis(context.getStartupFailure()))
                        .isEqualTo("dual-client.custody.keys[0] is not base64. Write what `openssl rand -base64 32`"
                                + " prints."));
    }

    @Test
    @Scenario("E7")
    void aWrongKeyIsTold() {
        onJdbc.run(context -> assertThat(context).hasNotFailed());

        onJdbc.withPropertyValues("dual-client.custody.keys=" + key((byte) 2))
                .run(context -> assertThat(analysis(context.getStartupFailure()))
                        .matches("dual-client\\.custody\\.keys: the custody store was written with the key [\\w-]+, and"
                                + " none of the configured keys is that one \\([\\w-]+\\)\\. Add it behind the new one\\."
                                + " Without it, revocations are forgotten\\."));
    }

    private static String analysis(Throwable failure) {
        FailureAnalysis analysis = new InvalidSettingsFailureAnalyzer().analyze(failure);
        return analysis.getDescription() + " " + analysis.getAction();
    }
}
