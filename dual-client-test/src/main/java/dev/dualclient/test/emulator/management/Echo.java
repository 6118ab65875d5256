package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;

/** The query parameters as they came: {@code misc-echo}. */
final class Echo {

    private Echo() {}

    static Answer echo(Call call) {
        Answer answer = Answer.ok();
        call.query().forEach(answer::with);
        return answer;
    }
}
