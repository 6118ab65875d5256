package dev.dualclient.sample.endurance;

import dev.dualclient.sample.backends.Caller;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.emulator.AuthleteEmulator;
import dev.dualclient.test.emulator.state.Opaque;
import java.io.IOException;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** Reads from the backends' own memory what became of a refresh token. */
final class Lines {

    private Lines() {}

    /** Whether each backend has replaced a refresh token, so that two lines of tokens come from one. */
    static boolean twice(Emulators emulators, String refreshToken) throws IOException, InterruptedException {
        String hash = Opaque.hash(refreshToken);
        return isReplaced(emulators.primary(), hash) && isReplaced(emulators.secondary(), hash);
    }

    private static boolean isReplaced(AuthleteEmulator backend, String hash) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                new Caller(backend.baseUrl().getPort()).get(backend.baseUrl() + "/_emulator/rows");
        for (JsonNode row : Caller.json(answer).path("rows")) {
            if (hash.equals(row.path("previousRefreshTokenHash").asString(""))
                    && row.path("changedHere").asBoolean()) {
                return true;
            }
        }
        return false;
    }
}
