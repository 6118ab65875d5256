package dev.dualclient.custody.jdbc;

import java.time.Duration;

/**
 * How a {@link JdbcStore} works. Immutable.
 *
 * @param timeout how long a call waits for a connection and the database together; 1 second by default
 * @param createSchema whether the store creates its tables where there are none; true by default
 * @param closeDataSource whether {@link JdbcStore#close} closes the data source; false by default
 */
public record JdbcStoreSettings(Duration timeout, boolean createSchema, boolean closeDataSource) {

    /** Returns the defaults. */
    public static JdbcStoreSettings defaults() {
        return new JdbcStoreSettings(Duration.ofSeconds(1), true, false);
    }

    /** Checks the settings. */
    public JdbcStoreSettings {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is " + timeout + "; use a duration longer than zero");
        }
    }

    /** Returns these settings with another bound for a call. */
    public JdbcStoreSettings withTimeout(Duration other) {
        return new JdbcStoreSettings(other, createSchema, closeDataSource);
    }

    /** Returns these settings with or without the creation of tables. */
    public JdbcStoreSettings withCreateSchema(boolean other) {
        return new JdbcStoreSettings(timeout, other, closeDataSource);
    }

    /** Returns these settings for a data source that is the store's own, or is not. */
    public JdbcStoreSettings withCloseDataSource(boolean other) {
        return new JdbcStoreSettings(timeout, createSchema, other);
    }
}
