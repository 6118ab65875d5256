package dev.dualclient.test.emulator;

import dev.dualclient.test.server.Fault;
import dev.dualclient.test.server.FaultSpec;
import dev.dualclient.test.server.Faults;
import dev.dualclient.test.server.Garble;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Faults as JSON. */
final class FaultControl {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Supplier<Faults> faults;

    FaultControl(Supplier<Faults> faults) {
        this.faults = faults;
    }

    JsonNode list() {
        ArrayNode list = MAPPER.createArrayNode();
        faults.get().active().forEach(fault -> list.add(describe(fault)));
        return MAPPER.createObjectNode().set("faults", list);
    }

    /** Sets a fault; with {@code for} it releases itself after that time. */
    JsonNode add(JsonNode wanted) {
        Duration life = wanted.has("for") ? Duration.parse(wanted.path("for").asString("")) : null;
        Fault fault = set(wanted, life);
        if (life != null) {
            CompletableFuture.delayedExecutor(life.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(fault::release);
        }
        return describe(fault);
    }

    /** Releases the fault of an id, or all of them. */
    JsonNode release(String id) {
        if (id.isEmpty()) {
            faults.get().clear();
        } else {
            faults.get().active().stream()
                    .filter(fault -> fault.id().equals(id))
                    .forEach(Fault::release);
        }
        return list();
    }

    private Fault set(JsonNode wanted, @Nullable Duration life) {
        String kind = wanted.path("kind").asString("");
        FaultSpec spec = spec(wanted);
        return switch (kind) {
            case "answer" -> spec.answer(number(wanted, "status"), headers(wanted), text(wanted, "body"));
            case "hang" -> spec.hang();
            case "delay" -> spec.delay(Duration.ofMillis(number(wanted, "millis")));
            case "drip" -> spec.drip(wanted.path("bytesPerSecond").asInt(1));
            case "drop" -> spec.drop();
            case "reset" -> spec.reset();
            case "truncate" -> spec.truncate();
            case "garble" -> spec.garble(form(wanted));
            case "refuse-connections" -> forAWhile(life).refuseConnections();
            case "drop-syns" -> forAWhile(life).dropSyns();
            default ->
                throw new IllegalArgumentException("\"kind\" is one of answer, hang, delay, drip, drop, reset,"
                        + " truncate, garble, refuse-connections and drop-syns");
        };
    }

    private FaultSpec spec(JsonNode wanted) {
        String operation = text(wanted, "operation");
        FaultSpec spec = operation == null ? faults.get().onAll() : faults.get().on(operation);
        if (wanted.has("times")) {
            spec.times(number(wanted, "times"));
        }
        if (wanted.path("afterProcessing").asBoolean(false)) {
            spec.afterProcessing();
        }
        return wanted.path("onReusedConnections").asBoolean(false) ? spec.onReusedConnections() : spec;
    }

    /** Nobody could call this fault off over HTTP, so it has to end by itself. */
    private Faults forAWhile(@Nullable Duration life) {
        if (life == null) {
            throw new IllegalArgumentException("say for how long, like \"for\":\"PT5S\"");
        }
        return faults.get();
    }

    private static Garble form(JsonNode wanted) {
        String form = wanted.path("form").asString("").toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(Garble.values())
                .filter(garble -> garble.name().equals(form))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"form\" is one of "
                        + Arrays.toString(Garble.values())
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-')));
    }

    private static int number(JsonNode wanted, String name) {
        if (!wanted.path(name).isInt()) {
            throw new IllegalArgumentException("\"" + name + "\" is missing, or not a whole number");
        }
        return wanted.path(name).asInt();
    }

    private static @Nullable String text(JsonNode wanted, String name) {
        return wanted.path(name).isString() ? wanted.path(name).asString() : null;
    }

    private static Map<String, String> headers(JsonNode wanted) {
        Map<String, String> headers = new HashMap<>();
        wanted.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asString()));
        return headers;
    }

    private static ObjectNode describe(Fault fault) {
        return MAPPER.createObjectNode()
                .put("id", fault.id())
                .put("kind", fault.kind())
                .put("operation", fault.operation())
                .put("hits", fault.hits())
                .put("remaining", fault.remaining());
    }
}
