package dev.dualclient.observation;

import dev.dualclient.DualClient;
import dev.dualclient.call.ApiCall;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call that nobody makes, told by what decides on it, for {@link DualClient#explain}. Immutable. Its {@code toString}
 * does not tell the credential.
 *
 * @param operation the id of the operation, {@code auth-introspection} say
 * @param client the client's id, alias or entity id, {@code null} if the call names none
 * @param credential the value of the token, code or the like that the call is about, {@code null} if it is about none
 * @param kind what that is; {@code null} for the first kind that the operation can be about
 */
public record ExplainRequest(
        String operation,
        @Nullable String client,
        @Nullable String credential,
        @Nullable CredentialKind kind) {

    /**
     * Returns the call.
     *
     * @throws IllegalArgumentException if no operation has that id, or the operation names no client or no such
     *     credential; the message says what to write instead, and does not repeat the credential
     */
    public ApiCall call() {
        Operation found = Catalogue.find(operation);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no operation has that id: write one of the table in docs/routing.md, auth-introspection say");
        }
        Map<Locator, String> values = new LinkedHashMap<>();
        if (credential != null) {
            Operation.Named named = named(found);
            values.put(named.at(), credential);
            Locator selector = found.selector();
            if (named.only() != null && selector != null) {
                values.put(selector, named.only());
            }
        }
        if (client != null) {
            if (found.clients().isEmpty()) {
                throw new IllegalArgumentException(operation + " names no client: leave the client out");
            }
            values.put(found.clients().get(0), client);
        }
        return call(found, values);
    }

    private Operation.Named named(Operation found) {
        return found.names().stream()
                .filter(name -> kind == null || name.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        found.names().isEmpty()
                                ? operation + " is about no credential: leave it out"
                                : operation + " is about no such credential: write "
                                        + found.names().stream()
                                                .map(name -> name.kind()
                                                        .name()
                                                        .toLowerCase(Locale.ROOT)
                                                        .replace('_', '-'))
                                                .distinct()
                                                .collect(Collectors.joining(", or "))));
    }

    private static ApiCall call(Operation operation, Map<Locator, String> values) {
        ApiCall.Builder call = ApiCall.of(operation);
        Map<String, String> body = new LinkedHashMap<>();
        Map<String, List<String>> forms = new LinkedHashMap<>();
        values.forEach((at, value) -> {
            if (at instanceof Locator.PathVariable in) {
                call.path(in.name(), value);
            } else if (at instanceof Locator.QueryParameter in) {
                call.query(in.name(), value);
            } else if (at instanceof Locator.Form in) {
                forms.computeIfAbsent(in.pointer().substring(1), form -> new ArrayList<>())
                        .add(in.field() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            } else if (at instanceof Locator.Body in) {
                body.put(in.pointer().substring(1), value);
            }
        });
        forms.forEach((member, fields) -> body.put(member, String.join("&", fields)));
        return body.isEmpty() ? call.build() : call.body(JsonFormat.write(body)).build();
    }

    @Override
    public String toString() {
        return operation;
    }
}
