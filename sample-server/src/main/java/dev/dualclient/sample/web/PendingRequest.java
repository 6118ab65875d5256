package dev.dualclient.sample.web;

import com.authlete.common.dto.Scope;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a client asks a user for, and waits until the user has decided. */
public interface PendingRequest extends Serializable {

    /** Returns what names this request in pages, so that two tabs of one browser do not get mixed up. */
    String id();

    /** Returns what the client is called in pages. */
    String clientName();

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

        /** Returns the scopes of an answer of Authlete. */
        public static List<RequestedScope> of(Scope @Nullable [] scopes) {
            return scopes == null
                    ? List.of()
                    : Stream.of(scopes)
                            .map(scope -> new RequestedScope(
                                    scope.getName(), scope.getDescription() == null ? "" : scope.getDescription()))
                            .toList();
        }
    }
}
