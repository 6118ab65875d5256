package dev.dualclient.test.migrator;

import tools.jackson.databind.JsonNode;

/**
 * What a migrator sees of a server's database: rows with hashes in place of values. Each method is one atomic step.
 * Implementations are thread-safe.
 */
public interface Database {

    /** Returns all token rows ({@code rows}) and authorization codes ({@code codes}), and the server's time ({@code now}). */
    JsonNode rows();

    /** Returns all clients, an array. */
    JsonNode clients();

    /** Returns the server's time, in milliseconds since the epoch. */
    long now();

    /**
     * Erases rows by id ({@code erase}), then writes rows ({@code rows}, each with {@code row} and {@code insert}) and
     * codes ({@code codes}).
     *
     * @param rows with {@code guarded}: whether a row that this server has changed is kept
     * @return what became of each row, by its id
     */
    JsonNode write(JsonNode rows);

    /**
     * Imports clients, each with its id.
     *
     * @param clients with {@code secrets}: whether they keep their secrets
     * @return how many they were ({@code imported})
     */
    JsonNode importClients(JsonNode clients);
}
