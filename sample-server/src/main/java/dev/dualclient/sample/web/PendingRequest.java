package dev.dualclient.sample.web;

import com.authlete.common.dto.Scope;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a client asks a user for, and waits until the user has decided. */
public interface PendingRequest extends Serializable {

    /** Returns what names this request in pages, so that two tabs of one browser do not get mixed up. */
    String id();

    /** Returns what the client is called in pages. */
    String clientName();

    /** Returns the client's logo and pages, {@code null} where they are not known. */
    default @Nullable ClientLinks links() {
        return null;
    }

    /** Returns what the client asks for. */
    List<RequestedScope> scopes();

    /** Returns the names of the scopes. */
    default List<String> scopeNames() {
        return scopes().stream().map(RequestedScope::name).toList();
    }

    /** Returns a sentence that lets the user recognize the request, {@code null} where there is none. */
    default @Nullable String detail() {
        return null;
    }

    /** Returns what a client is called in pages. */
    static String clientName(@Nullable String registered, long clientId) {
        return registered == null ? "client " + clientId : registered;
    }

    /**
     * A scope that a client asks for.
     *
     * @param name the scope
     * @param description what it means, empty where nobody says
     */
    record RequestedScope(String name, String description) implements Serializable {

        /** What the scopes of OpenID Connect mean to a user, where the service has no words of its own. */
        private static final Map<String, String> STANDARD = Map.of(
                "openid", "know who you are",
                "profile", "read your name and your profile",
                "email", "read your e-mail address",
                "address", "read your postal address",
                "phone", "read your phone number",
                "offline_access", "act for you when you are not there");

        /** Returns the scopes of an answer of Authlete. */
        public static List<RequestedScope> of(Scope @Nullable [] scopes) {
            return scopes == null
                    ? List.of()
                    : Stream.of(scopes).map(RequestedScope::of).toList();
        }

        private static RequestedScope of(Scope scope) {
            String own = scope.getDescription();
            return new RequestedScope(
                    scope.getName(), own == null || own.isBlank() ? STANDARD.getOrDefault(scope.getName(), "") : own);
        }
    }
}
