package dev.dualclient.migration.inventory;

import dev.dualclient.json.ArrayNode;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.migration.direct.BackendFacts;
import dev.dualclient.migration.direct.Conversation;
import dev.dualclient.operation.Side;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What each backend holds, as one JSON document without secrets and private keys:
 * {@code {"at":…, "secondary":{"service":…, "keys":…, "list":…, "clients":[…]}, "primary":…}}.
 */
final class Export {

    private final InventorySettings settings;
    private final String serviceId;

    Export(InventorySettings settings, String serviceId) {
        this.settings = settings;
        this.serviceId = serviceId;
    }

    byte[] document(Conversation primary, Conversation secondary, Instant now) {
        ObjectNode document = new ObjectNode();
        document.put("at", now.toString());
        document.set("secondary", backend(secondary));
        document.set("primary", backend(primary));
        return JsonFormat.writeIndented(document).getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode backend(Conversation backend) {
        BackendFacts facts = BackendFacts.read(backend, serviceId);
        Map<String, HeldClient> clients = new LinkedHashMap<>();
        ListView view = facts.isAuthorized()
                ? new ClientList(backend, settings.page(), settings.maxClients())
                        .read(facts.clientCount(), client -> clients.put(client.id(), client))
                : ListView.unread(facts.keys().description());
        ObjectNode shown = new ObjectNode();
        shown.put("version", facts.version());
        if (facts.hasSettings()) {
            shown.set("service", facts.service());
        }
        if (facts.discovery().isObject()) {
            shown.set("discovery", facts.discovery());
        }
        if (facts.jwks() != null) {
            shown.set("keys", JsonFormat.read(facts.jwks()));
        }
        shown.set("list", view.toJson());
        ArrayNode list = shown.putArray("clients");
        clients.values().forEach(client -> list.add(shown(client)));
        return shown;
    }

    /** A client's keys are public, and its secret is left out. */
    private static ObjectNode shown(HeldClient client) {
        ObjectNode shown = client.json();
        boolean readable = client.secret() != null;
        shown.remove(List.of("clientSecret", "registrationAccessTokenHash"));
        if (client.hasSecret()) {
            shown.put("clientSecretReadable", readable);
        }
        return shown;
    }

    static InventoryReport compare(byte[] document) {
        JsonNode export = read(document);
        ClientMatching matching = new ClientMatching();
        JsonNode primary = export.path("primary");
        JsonNode secondary = export.path("secondary");
        ListView first = list(primary);
        ListView second = list(secondary);
        primary.path("clients").forEach(client -> matching.addPrimary(HeldClient.of(client)));
        secondary.path("clients").forEach(client -> matching.addSecondary(HeldClient.of(client), first.isWhole()));
        boolean settings = primary.has("service") && secondary.has("service");
        ServiceComparison service = settings
                ? new ServiceComparison(
                        ServiceComparison.Basis.SETTINGS,
                        new FieldComparison(Fields.OF_SERVICE)
                                .between(secondary.path("service"), primary.path("service")))
                : new ServiceComparison(
                        ServiceComparison.Basis.DISCOVERY,
                        DiscoveryFields.between(secondary.path("discovery"), primary.path("discovery")));
        return new InventoryReport(
                at(export),
                first,
                second,
                service,
                KeyComparison.of(text(primary.path("keys")), text(secondary.path("keys"))),
                matching.result(second.complete()),
                List.of(),
                null);
    }

    private static JsonNode read(byte[] document) {
        try {
            JsonNode export = JsonFormat.read(document);
            for (Side side : Side.values()) {
                if (!export.path(side.name().toLowerCase(Locale.ROOT)).has("list")) {
                    throw new IllegalArgumentException(
                            "this is no export of an inventory: write a file that `inventory export` has written");
                }
            }
            return export;
        } catch (JacksonException noJson) {
            throw new IllegalArgumentException(
                    "this is no JSON: write a file that `inventory export` has written", noJson);
        }
    }

    private static ListView list(JsonNode backend) {
        try {
            return ListView.of(backend.path("list"));
        } catch (JacksonException incomplete) {
            throw new IllegalArgumentException(
                    "this is no export of an inventory: it does not say how much of the clients was seen", incomplete);
        }
    }

    private static Instant at(JsonNode export) {
        try {
            return Instant.parse(export.path("at").asString(""));
        } catch (DateTimeException missing) {
            throw new IllegalArgumentException(
                    "this is no export of an inventory: it does not say when it was made", missing);
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isObject() ? node.toString() : null;
    }
}
