package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/**
 * The requests of one kind that wait for the user of a session; of many, the latest. Thread-safe.
 *
 * @param <R> the kind
 */
public final class PendingRequests<R extends PendingRequest> {

    private static final int LIMIT = 10;

    private final String attribute;

    /** Keeps requests of a kind in sessions. */
    public PendingRequests(Class<R> kind) {
        this.attribute = kind.getName();
    }

    /** Keeps a request. */
    public void add(HttpSession session, R pending) {
        synchronized (lock(session)) {
            LinkedHashMap<String, R> all = all(session);
            all.put(pending.id(), pending);
            if (all.size() > LIMIT) {
                all.remove(all.keySet().iterator().next());
            }
            session.setAttribute(attribute, all);
        }
    }

    /** Returns the request of that id, {@code null} where the session has none. */
    public @Nullable R find(@Nullable HttpSession session, @Nullable String id) {
        if (session == null || id == null) {
            return null;
        }
        synchronized (lock(session)) {
            return all(session).get(id);
        }
    }

    /** Forgets a request that has been answered. */
    public void remove(HttpSession session, R pending) {
        synchronized (lock(session)) {
            LinkedHashMap<String, R> all = all(session);
            all.remove(pending.id());
            session.setAttribute(attribute, all);
        }
    }

    /** A copy, for what a session holds may be written elsewhere at any time. */
    @SuppressWarnings("unchecked")
    private LinkedHashMap<String, R> all(HttpSession session) {
        Object held = session.getAttribute(attribute);
        return held == null ? new LinkedHashMap<>() : new LinkedHashMap<>((Map<String, R>) held);
    }

    private static Object lock(HttpSession session) {
        return WebUtils.getSessionMutex(session);
    }
}
