package dev.dualclient.custody.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.dualclient.call.Time;
import dev.dualclient.custody.CustodyStore;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where the database of a custody store is, for applications without Spring. Immutable; never prints a password. */
public final class JdbcSource {

    private static final int CONNECTIONS = 10;

    /** HikariCP logs its settings at DEBUG, and hides a password in the URL only if its name is in lower case. */
    private static final Pattern PASSWORD = Pattern.compile("([?&;])password=", Pattern.CASE_INSENSITIVE);

    private final @Nullable String jndiName;
    private final String url;
    private final @Nullable String user;
    private final @Nullable String password;

    private JdbcSource(@Nullable String jndiName, String url, @Nullable String user, @Nullable String password) {
        this.jndiName = jndiName;
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** Returns the data source of a container, by its name: {@code java:comp/env/jdbc/custody}. It is not closed. */
    public static JdbcSource ofJndi(String name) {
        return new JdbcSource(name, "", null, null);
    }

    /** Returns a database, with a pool of at most 10 connections of the store's own. This needs HikariCP. */
    public static JdbcSource ofUrl(String url, @Nullable String user, @Nullable String password) {
        return new JdbcSource(null, url, user, password);
    }

    /**
     * Opens a store in the database.
     *
     * @throws IllegalArgumentException if there is no such data source, or no driver for the URL
     * @throws IllegalStateException if the database cannot be used; the message says what to do
     */
    public CustodyStore store() {
        JdbcStoreSettings settings = JdbcStoreSettings.defaults().withCloseDataSource(jndiName == null);
        return new JdbcStore(jndiName == null ? pool() : lookUp(jndiName), Time.system(), settings);
    }

    private static DataSource lookUp(String name) {
        try {
            if (InitialContext.doLookup(name) instanceof DataSource found) {
                return found;
            }
            throw new IllegalArgumentException("dual-client.custody.jdbc.jndi-name is " + name
                    + ", which is no data source: write the name of one, java:comp/env/jdbc/custody say");
        } catch (NamingException unknown) {
            throw new IllegalArgumentException(
                    "dual-client.custody.jdbc.jndi-name is " + name
                            + ", but the container has no such data source: declare it as a resource of the application,"
                            + " and write its name, java:comp/env/jdbc/custody say",
                    unknown);
        }
    }

    private DataSource pool() {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("dual-client-custody");
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setInitializationFailTimeout(-1); // the store says itself that the database does not answer
        pool.setDriverClassName(driver().getClass().getName());
        pool.setJdbcUrl(PASSWORD.matcher(url).replaceAll("$1password="));
        pool.setUsername(user);
        pool.setPassword(password);
        return new HikariDataSource(pool);
    }

    /** Looks the driver up in the application: a container does not register the drivers of its applications. */
    private Driver driver() {
        for (Driver driver : ServiceLoader.load(Driver.class)) {
            try {
                if (driver.acceptsURL(url)) {
                    return driver;
                }
            } catch (SQLException foreign) {
                throw new IllegalArgumentException(
                        "dual-client.custody.jdbc.url cannot be read by "
                                + driver.getClass().getName() + ": write one like jdbc:postgresql://host:5432/custody",
                        foreign);
            }
        }
        throw new IllegalArgumentException(
                "dual-client.custody.jdbc.url is for a database without a driver: add the"
                        + " database's JDBC driver to the application, and write a URL like jdbc:postgresql://host:5432/custody");
    }

    @Override
    public String toString() {
        return jndiName == null ? "a database" : jndiName;
    }
}
