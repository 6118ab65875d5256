package dev.dualclient.test.emulator;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Changes the settings of an emulated server as its operator would. */
final class Settings {

    private Settings() {}

    /** Sets one thing, and leaves the others as they are. */
    static void set(Authlete authlete, String name, Object value) {
        Map<String, String> service = Map.of("service", EmulatedCredentials.DEFAULT.serviceId());
        ObjectNode settings = (ObjectNode) authlete.read("service-get", service).json();
        settings.set(name, Authlete.MAPPER.valueToTree(value));
        authlete.call("service-update", service, Map.of(), settings);
    }
}
