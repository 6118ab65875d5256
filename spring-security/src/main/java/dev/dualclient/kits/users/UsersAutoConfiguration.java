package dev.dualclient.kits.users;

import dev.dualclient.kits.ConditionalOnKit;
import dev.dualclient.kits.GuardedCalls;
import dev.dualclient.kits.KitMeters;
import dev.dualclient.kits.KitMetersAutoConfiguration;
import dev.dualclient.kits.KitSettingsException;
import dev.dualclient.kits.Needs;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.provisioning.UserDetailsManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets users of an old system log in, where {@code dual-client.kits.users} is set: Spring Security finds
 * {@link MigratingUsers} as the {@code AuthenticationProvider} of the application.
 */
@AutoConfiguration(
        after = KitMetersAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        },
        beforeName = "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration")
@ConditionalOnKit("users")
public final class UsersAutoConfiguration {

    private static final String HERE = UsersProperties.PREFIX;

    /** Creates the configuration. */
    public UsersAutoConfiguration() {
        Needs.classes(
                HERE,
                "add spring-boot-starter-security",
                "org.springframework.security.provisioning.UserDetailsManager",
                "org.springframework.security.authentication.dao.DaoAuthenticationProvider");
    }

    /** Where the application has a database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({JdbcOperations.class, UserDetailsManager.class})
    @ConditionalOnBean(JdbcOperations.class)
    static class Jdbc {

        @Bean
        @ConditionalOnMissingBean
        KnownUsers dualClientKnownUsers(JdbcOperations jdbc) {
            JdbcKnownUsers known = new JdbcKnownUsers(jdbc);
            try {
                known.contains("");
            } catch (DataAccessException noTable) {
                throw new KitSettingsException(
                        HERE + " is set, and the table dualclient_known_users cannot be read",
                        "create it: create table dualclient_known_users (name_hash char(64) primary key)");
            }
            return known;
        }

        /** A user without authorities, left by a node that stopped between two statements, could never log in. */
        @Bean
        Atomically dualClientUserTransactions(ObjectProvider<PlatformTransactionManager> transactions) {
            PlatformTransactionManager manager = transactions.getIfUnique();
            return manager == null
                    ? Atomically.NOT
                    : work -> new TransactionTemplate(manager).executeWithoutResult(status -> work.run());
        }
    }

    /** Does a piece of work wholly or not at all. */
    interface Atomically extends Consumer<Runnable> {

        /** For stores without transactions. */
        Atomically NOT = Runnable::run;
    }

    /** The rest. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(UserDetailsManager.class)
    @EnableConfigurationProperties(UsersProperties.class)
    static class Users {

        @Bean
        @ConditionalOnMissingBean
        UserNames dualClientUserNames() {
            return UserNames.nfkc();
        }

        @Bean
        @ConditionalOnMissingBean
        OldUsers dualClientOldUsers(UsersProperties properties) {
            UsersProperties.TokenEndpoint endpoint = properties.tokenEndpoint();
            if (endpoint == null
                    || Stream.of(endpoint.uri(), endpoint.clientId(), endpoint.clientSecret())
                            .anyMatch(Objects::isNull)) {
                throw new KitSettingsException(
                        HERE + ".token-endpoint is not complete, and there is no bean of type OldUsers",
                        "write " + HERE
                                + ".token-endpoint: { uri: …, client-id: …, client-secret: … }, or add such a bean");
            }
            return new TokenEndpointUsers(endpoint, properties.timeout());
        }

        @Bean
        OldSystem dualClientOldSystem(OldUsers users, UsersProperties properties, ObjectProvider<Clock> clock) {
            Needs.budget(HERE + ".timeout", properties.timeout());
            return new OldSystem(
                    users,
                    new GuardedCalls("the old users' system", properties.timeout()),
                    properties.until(),
                    clock.getIfUnique(Clock::systemUTC));
        }

        @Bean
        NewUsers dualClientNewUsers(
                ObjectProvider<UserDetailsManager> users,
                ObjectProvider<KnownUsers> known,
                ObjectProvider<PasswordEncoder> encoder,
                ObjectProvider<Atomically> atomically,
                UsersProperties properties) {
            UserDetailsManager manager = users.getIfUnique();
            if (manager == null) {
                throw new KitSettingsException(
                        HERE + " is set, and there is no one bean of type UserDetailsManager",
                        "add one, a JdbcUserDetailsManager say");
            }
            return new NewUsers(
                    manager,
                    known(known, manager),
                    encoder(encoder),
                    properties.authorities(),
                    atomically.getIfAvailable(() -> Atomically.NOT));
        }

        /** Names in memory would let a deleted user come back after a restart, unless the users are in memory, too. */
        private static KnownUsers known(ObjectProvider<KnownUsers> known, UserDetailsManager manager) {
            KnownUsers bean = known.getIfAvailable();
            if (bean != null || manager instanceof InMemoryUserDetailsManager) {
                return bean == null ? new MemoryKnownUsers() : bean;
            }
            throw new KitSettingsException(
                    HERE + " is set, and nothing keeps the names of deleted users, who would be created again",
                    "add spring-boot-starter-jdbc and a DataSource, or a bean of type KnownUsers");
        }

        private static PasswordEncoder encoder(ObjectProvider<PasswordEncoder> encoder) {
            return encoder.getIfAvailable(PasswordEncoderFactories::createDelegatingPasswordEncoder);
        }

        @Bean
        MigratingUsers dualClientMigratingUsers(
                UserNames names,
                OldSystem old,
                NewUsers users,
                UserDetailsManager manager,
                ObjectProvider<PasswordEncoder> encoder,
                ObjectProvider<CompromisedPasswordChecker> policy,
                ObjectProvider<KitMeters> meters) {
            DaoAuthenticationProvider here = new DaoAuthenticationProvider(manager);
            here.setPasswordEncoder(encoder(encoder));
            if (manager instanceof UserDetailsPasswordService passwords) {
                here.setUserDetailsPasswordService(passwords);
            }
            return new MigratingUsers(
                    names, old, users, here, policy.getIfAvailable(), meters.getIfAvailable(() -> KitMeters.NONE));
        }

        @Bean
        FirstPasswordReset dualClientFirstPasswordReset(UserNames names, OldSystem old, NewUsers users) {
            return new FirstPasswordReset(names, old, users);
        }

        @Bean
        UserImport dualClientUserImport(
                UserNames names, OldUsers old, NewUsers users, ObjectProvider<KitMeters> meters) {
            return new UserImport(names, old, users, meters.getIfAvailable(() -> KitMeters.NONE));
        }
    }
}
