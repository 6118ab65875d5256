package dev.dualclient.test.stores;

/** A database server on this machine that runs until this process ends. */
interface JdbcServer {

    /** Returns the port. */
    int port();

    /**
     * Makes a database, or the like, that is apart from all others.
     *
     * @param name its name, lower-case letters and digits
     */
    void create(String name);

    /** Removes what was made. */
    void drop(String name);

    /** Returns the JDBC URL of what was made, reached through a port. */
    String url(String name, int through);
}
