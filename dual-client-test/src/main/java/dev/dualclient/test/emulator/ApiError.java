package dev.dualclient.test.emulator;

import dev.dualclient.test.server.Answer;
import tools.jackson.databind.json.JsonMapper;

/** Errors of the API itself, in Authlete's shape. */
final class ApiError {

    private ApiError() {}

    /** Returns an error with a result code and a message that begins with it. */
    static Answer of(int status, String code, String message) {
        return Answer.json(
                status,
                JsonMapper.shared()
                        .createObjectNode()
                        .put("resultCode", code)
                        .put("resultMessage", "[" + code + "] " + message)
                        .toString());
    }
}
