package dev.dualclient.test.emulator;

import dev.dualclient.test.server.Answer;
import dev.dualclient.test.server.Handler;
import dev.dualclient.test.server.Request;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Control over HTTP, below {@code /_emulator/}: for those who run an emulator as a process of its own. Its calls need no
 * credentials, are not counted, and no fault happens to them.
 */
final class EmulatorControl implements Handler {

    private static final String ROOT = "/_emulator/";
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final AuthleteEmulator emulator;
    private final Map<String, Resource> resources = new TreeMap<>();

    EmulatorControl(AuthleteEmulator emulator) {
        this.emulator = emulator;
        FaultControl faults = new FaultControl(emulator::faults);
        CopyControl copies = new CopyControl(emulator::backend);
        resources.put("GET counters", (name, body) -> counters());
        resources.put("POST reset", (name, body) -> reset());
        resources.put("GET clock", (name, body) -> clock());
        resources.put("POST clock", (name, body) -> advance(body));
        resources.put("GET faults", (name, body) -> faults.list());
        resources.put("POST faults", (name, body) -> faults.add(body));
        resources.put("DELETE faults", (name, body) -> faults.release(name));
        resources.put("GET rows", (name, body) -> copies.rows());
        resources.put("POST rows", (name, body) -> copies.write(body));
        resources.put("GET clients", (name, body) -> copies.clients());
        resources.put("POST clients", (name, body) -> copies.importClients(body));
    }

    boolean concerns(Request request) {
        return request.path().startsWith(ROOT);
    }

    @Override
    public Call receive(Request request) {
        return new Call(null, () -> answer(request));
    }

    private Answer answer(Request request) {
        String[] path = request.path().substring(ROOT.length()).split("/", 2);
        Resource resource = resources.get(request.method() + " " + path[0]);
        if (resource == null) {
            return error(404, "there is only " + String.join(", ", resources.keySet()));
        }
        try {
            JsonNode body = request.body().length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(request.body());
            return Answer.json(
                    200, resource.answer(path.length == 1 ? "" : path[1], body).toString());
        } catch (JacksonException notJson) {
            return error(400, "the body is not the JSON that this takes");
        } catch (DateTimeParseException notADuration) {
            return error(400, "write a duration like PT1H30M");
        } catch (IllegalArgumentException wrong) {
            return error(400, String.valueOf(wrong.getMessage()));
        }
    }

    private JsonNode counters() {
        ObjectNode counters = MAPPER.createObjectNode();
        counters.set("received", MAPPER.valueToTree(emulator.counters().received()));
        counters.set("processed", MAPPER.valueToTree(emulator.counters().processed()));
        return counters.put("connections", emulator.counters().connections());
    }

    private JsonNode reset() {
        emulator.reset();
        return MAPPER.createObjectNode();
    }

    private JsonNode clock() {
        return MAPPER.createObjectNode().put("now", emulator.clock().instant().toString());
    }

    private JsonNode advance(JsonNode body) {
        emulator.advance(Duration.parse(body.path("advance").asString("")));
        return clock();
    }

    private static Answer error(int status, String sentence) {
        return Answer.json(
                status, MAPPER.createObjectNode().put("error", sentence).toString());
    }

    /** What stands behind a method and a path. */
    private interface Resource {

        /** Answers a call that names what follows the path, and brings a body. */
        JsonNode answer(String name, JsonNode body);
    }
}
