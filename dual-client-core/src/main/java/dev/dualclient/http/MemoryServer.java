package dev.dualclient.http;

/** An HTTP server in memory. Thread-safe. */
public interface MemoryServer {

    /**
     * Answers a request.
     *
     * @param path its path with the query
     * @param body its body, empty if it has none
     * @return the JSON of an answer with status 200
     */
    String answer(String path, String body);
}
