package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** The authorization requests that wait for the user of a session; of many, the latest. Thread-safe. */
@Component
final class PendingAuthorizations {

    private static final String ATTRIBUTE = PendingAuthorizations.class.getName();
    private static final int LIMIT = 10;

    /** Keeps a request. */
    void add(HttpSession session, PendingAuthorization pending) {
        synchronized (lock(session)) {
            LinkedHashMap<String, PendingAuthorization> all = all(session);
            all.put(pending.id(), pending);
            if (all.size() > LIMIT) {
                all.remove(all.keySet().iterator().next());
            }
            session.setAttribute(ATTRIBUTE, all);
        }
    }

    /** Returns the request of that id, {@code null} where the session has none. */
    @Nullable
    PendingAuthorization find(@Nullable HttpSession session, @Nullable String id) {
        if (session == null || id == null) {
            return null;
        }
        synchronized (lock(session)) {
            return all(session).get(id);
        }
    }

    /** Forgets a request that has been answered. */
    void remove(HttpSession session, PendingAuthorization pending) {
        synchronized (lock(session)) {
            LinkedHashMap<String, PendingAuthorization> all = all(session);
            all.remove(pending.id());
            session.setAttribute(ATTRIBUTE, all);
        }
    }

    /** A copy, for what a session holds may be written elsewhere at any time. */
    @SuppressWarnings("unchecked")
    private static LinkedHashMap<String, PendingAuthorization> all(HttpSession session) {
        Object held = session.getAttribute(ATTRIBUTE);
        return held == null ? new LinkedHashMap<>() : new LinkedHashMap<>((Map<String, PendingAuthorization>) held);
    }

    private static Object lock(HttpSession session) {
        return WebUtils.getSessionMutex(session);
    }
}
