package dev.dualclient.kits.users;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcOperations;

/**
 * Names in a table, as SHA-256, so that the name of a deleted user is not kept in the clear:
 *
 * <pre>
 * create table dualclient_known_users (name_hash char(64) primary key)
 * </pre>
 */
public final class JdbcKnownUsers implements KnownUsers {

    private final JdbcOperations jdbc;

    /** Creates the list on a table that exists. */
    public JdbcKnownUsers(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean contains(String name) {
        Integer found = jdbc.queryForObject(
                "select count(*) from dualclient_known_users where name_hash = ?", Integer.class, hash(name));
        return found != null && found > 0;
    }

    @Override
    public void add(String name) {
        if (contains(name)) {
            return;
        }
        try {
            jdbc.update("insert into dualclient_known_users (name_hash) values (?)", hash(name));
        } catch (DuplicateKeyException already) {
            // Another node was faster, and noted the same.
        }
    }

    private static String hash(String name) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
