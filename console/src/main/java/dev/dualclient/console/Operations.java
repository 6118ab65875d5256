package dev.dualclient.console;

import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the console shows and does: the operations of the actuator endpoint, and nothing beside them. Thread-safe. */
interface Operations {

    /** Returns what this process knows, which costs nothing: stage, backends, store, latest decisions. */
    Map<String, Object> current();

    /** Returns what has to be read from the store: outbox, clients, readiness. */
    Map<String, Object> stored();

    /**
     * Does something.
     *
     * @param action what, as the page names it
     * @param fields the fields of the request, as the actuator endpoint takes them
     * @param who who does it, {@code null} if that is not known
     */
    Outcome act(String action, Map<String, Object> fields, @Nullable Principal who);

    /**
     * What came of an action.
     *
     * @param status the status of HTTP
     * @param body what is told
     */
    record Outcome(int status, Object body) {}
}
