package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.state.Document;

/** The query parameters as they came: {@code misc-echo}. */
final class Echo {

    private Echo() {}

    static Answer echo(Call call) {
        return Answer.document(Document.MAPPER.writeValueAsString(call.query()));
    }
}
