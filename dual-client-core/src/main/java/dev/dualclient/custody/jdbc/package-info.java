/**
 * The custody store in a relational database: PostgreSQL, MariaDB or MySQL, H2. Start at
 * {@link dev.dualclient.custody.jdbc.JdbcStore}.
 */
@NullMarked
package dev.dualclient.custody.jdbc;

import org.jspecify.annotations.NullMarked;
