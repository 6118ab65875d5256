package dev.dualclient.test.emulator;

import dev.dualclient.call.ApiCall;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.operation.Side;
import dev.dualclient.test.emulator.state.Behaviour.Trait;
import dev.dualclient.test.server.Answer;
import dev.dualclient.test.server.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests as an HTTP client writes them, to a server that reads them byte by byte, without a socket between the two. A
 * server by whose parser the first value of a form counts takes the first of two JSON members of one name, too.
 */
final class Wire {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Api api;
    private final Side side;
    private final EmulatedCredentials credentials;
    private final boolean firstMember;

    Wire(EmulatedService service, EmulatedAuthlete server, InstantSource clock) {
        this.api = new Api(service, () -> server, operation -> {}, clock);
        this.side = service.version().side();
        this.credentials = service.credentials();
        this.firstMember = !service.behaviour().has(Trait.LAST_VALUE_WINS);
    }

    /** Lets the server answer. */
    ApiResponse answer(ApiCall call) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Authorization", authorization(call));
        headers.put("Content-Type", "application/json");
        byte[] body = call.body() == null ? new byte[0] : Objects.requireNonNull(call.body());
        Answer answer = api.receive(new Request(
                        call.operation().method(), path(call), query(call), headers, firstMember ? first(body) : body))
                .processing()
                .get();
        Map<String, List<String>> returned = answer.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return new ApiResponse(answer.status(), returned, answer.body());
    }

    private String authorization(ApiCall call) {
        if (side == Side.PRIMARY) {
            return "Bearer " + credentials.accessToken();
        }
        String pair = switch (call.operation().apiCredentials()) {
            case OWNER -> credentials.ownerApiKey() + ":" + credentials.ownerApiSecret();
            case SERVICE, NONE -> credentials.apiKey() + ":" + credentials.apiSecret();
        };
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private String path(ApiCall call) {
        String path =
                Objects.requireNonNull(call.operation().path(side)).replace("{serviceId}", credentials.serviceId());
        for (Map.Entry<String, String> variable : call.pathVariables().entrySet()) {
            path = path.replace("{" + variable.getKey() + "}", encoded(variable.getValue()));
        }
        return path;
    }

    private static @Nullable String query(ApiCall call) {
        return call.query().isEmpty()
                ? null
                : call.query().stream()
                        .map(parameter -> encoded(parameter.name()) + "=" + encoded(parameter.value()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String value) {
        return value.equals(".") || value.equals("..")
                ? value.replace(".", "%2E")
                : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Leaves out each member of the object that is there already; what is no object stays as it is. */
    private static byte[] first(byte[] body) {
        try (JsonParser parser = MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return body;
            }
            ObjectNode object = MAPPER.createObjectNode();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                JsonNode value = parser.readValueAsTree();
                object.putIfAbsent(name, value);
            }
            return MAPPER.writeValueAsBytes(object);
        } catch (JacksonException notJson) {
            return body;
        }
    }
}
