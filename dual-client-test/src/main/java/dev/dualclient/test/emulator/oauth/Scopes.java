package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.Scope;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** The scopes that a request gets out of those that it asks for. */
final class Scopes {

    private Scopes() {}

    /**
     * Returns the scopes asked for that the service supports and the client may have; the service's default where a
     * request asks for none.
     */
    static List<String> granted(Service service, Client client, @Nullable String requested) {
        Scope scope = Scope.parse(requested);
        List<String> asked = scope == null || scope.isEmpty() ? service.defaultScopes() : scope.toStringList();
        List<String> supported = service.scopes();
        List<String> requestable = client.requestableScopes();
        return asked.stream()
                .distinct()
                .filter(supported::contains)
                .filter(name -> requestable == null || requestable.contains(name))
                .toList();
    }

    /** Returns the scopes as the API describes them. */
    static ArrayNode described(Service service, List<String> names) {
        ArrayNode described = Document.MAPPER.createArrayNode();
        service.settings().documents("supportedScopes").stream()
                .filter(scope -> names.contains(scope.text("name", "")))
                .forEach(scope -> described.add(scope.json()));
        return described;
    }
}
