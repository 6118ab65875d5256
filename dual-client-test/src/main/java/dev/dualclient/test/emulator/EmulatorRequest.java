package dev.dualclient.test.emulator;

import dev.dualclient.operation.Operation;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An API call that has been authenticated and whose path has been matched.
 *
 * @param operation the operation called
 * @param path the path variables, decoded
 * @param query the query parameters, decoded
 * @param body the JSON body, a missing node where there is none
 */
record EmulatorRequest(Operation operation, Map<String, String> path, Map<String, String> query, JsonNode body) {}
