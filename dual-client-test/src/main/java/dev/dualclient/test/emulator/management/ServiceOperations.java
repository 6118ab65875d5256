package dev.dualclient.test.emulator.management;

import com.nimbusds.jose.jwk.JWKSet;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Lacks;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.Service;
import dev.dualclient.test.emulator.state.SigningKeys;
import dev.dualclient.test.emulator.state.Store;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Services, their JWK sets and discovery documents. A service created by a call can be read, changed and deleted, but not
 * be called: the emulator listens for the service that it was started with.
 */
final class ServiceOperations {

    private static final List<String> READ_ONLY =
            List.of("number", "serviceOwnerNumber", "apiKey", "apiSecret", "createdAt", "modifiedAt", "metadata");

    private final Store store;

    ServiceOperations(Store store) {
        this.store = store;
    }

    Answer get(Call call) {
        return Answer.object(200, json(named(call, "A035"), null));
    }

    Answer list(Call call) {
        Page page = Page.of(call, "A036");
        List<Service> all = List.copyOf(store.services().values());
        ArrayNode services = Document.MAPPER.createArrayNode();
        page.of(all).forEach(service -> services.add(json(service, null)));
        return page.describe(Answer.ok(), all.size()).with("services", services);
    }

    Answer create(Call call) {
        String secret = store.differences().ownersManageServices() ? Opaque.random() : null;
        long number = Opaque.randomNumber(13);
        Service service = new Service(
                number, known(call.body()), SigningKeys.of(store.differences().version(), number), store.now());
        store.services().put(number, service);
        return Answer.object(store.differences().createdStatus(), json(service, secret));
    }

    Answer update(Call call) {
        Service service = named(call, "A037");
        try {
            service.set(known(call.body()), store.now());
        } catch (ParseException malformed) {
            throw Refusal.ofCall(400, "A037205", "The value of 'jwks' is not a JWK Set document.");
        }
        return Answer.object(200, json(service, null));
    }

    Answer delete(Call call) {
        store.services().remove(named(call, "A034").apiKey());
        return Answer.nothing();
    }

    Answer jwks(Call call) {
        boolean withPrivateKeys = "true".equals(call.query().get("includePrivateKeys"));
        JWKSet keys = store.service().keys().all();
        return document(
                keys.toString(!withPrivateKeys), "true".equals(call.query().get("pretty")));
    }

    Answer configuration(Call call) {
        if (call.body().has("patch")) {
            throw Lacks.feature("patches of the discovery document");
        }
        boolean pretty =
                "true".equals(call.query().get("pretty")) || call.body().flag("pretty");
        return document(Discovery.document(store.service()), pretty);
    }

    private static Answer document(String json, boolean pretty) {
        JsonNode tree = Document.MAPPER.readTree(json);
        return Answer.document(pretty ? tree.toPrettyString() : tree.toString());
    }

    private Service named(Call call, String module) {
        String name = call.pathVariable("service");
        Service service = name.matches("[0-9]{1,18}") ? store.services().get(Long.valueOf(name)) : null;
        if (service == null) {
            throw Refusal.ofCall(
                    store.differences().unknownNameStatus(),
                    store.differences().ownersManageServices() ? module + "201" : "A458203",
                    store.differences().ownersManageServices() ? "The service does not exist." : "Service not found.");
        }
        return service;
    }

    private Document known(Document body) {
        return body.without(READ_ONLY)
                .without(store.differences().unknownServiceFields())
                .withDefault("supportedResponseTypes", List.of("CODE"))
                .withDefault("supportedGrantTypes", List.of("AUTHORIZATION_CODE", "REFRESH_TOKEN"));
    }

    /** Returns how many clients a service has: the one that is called has all of them, whoever may view them. */
    private int clients(Service service) {
        return service == store.service() ? store.clients().all().size() : 0;
    }

    private ObjectNode json(Service service, @Nullable String secret) {
        Document shown = service.settings().without(store.differences().unknownServiceFields());
        return shown.with("apiKey", service.apiKey())
                .with("apiSecret", secret)
                .with("metadata", List.of(Map.of("key", "clientCount", "value", Integer.toString(clients(service)))))
                .with("createdAt", service.createdAt())
                .with("modifiedAt", service.modifiedAt())
                .json();
    }
}
