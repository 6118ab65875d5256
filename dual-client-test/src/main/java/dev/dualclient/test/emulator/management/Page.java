package dev.dualclient.test.emulator.management;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param start the index of the first entry, from 0
 * @param end the index after the last entry
 */
record Page(int start, int end) {

    private static final int USUAL_LENGTH = 5;

    /** Reads the part that a call asks for: the first five entries where it says nothing. */
    static Page of(Call call, String module) {
        int start = number(call.value("start"), 0, module + "201", module + "202", "start");
        int end = number(call.value("end"), start + USUAL_LENGTH, module + "203", module + "204", "end");
        return new Page(start, end);
    }

    private static int number(@Nullable String value, int otherwise, String malformed, String negative, String name) {
        if (value == null) {
            return otherwise;
        }
        if (!value.matches("-?[0-9]{1,9}")) {
            throw Refusal.ofCall(400, malformed, "Parameter '" + name + "' failed to be parsed as int.");
        }
        int number = Integer.parseInt(value);
        if (number < 0) {
            throw Refusal.ofCall(400, negative, "Parameter '" + name + "' must not be negative.");
        }
        return number;
    }

    <T> List<T> of(List<T> all) {
        int from = Math.min(start, all.size());
        return all.subList(from, Math.max(from, Math.min(end, all.size())));
    }

    Answer describe(Answer answer, int total) {
        return answer.with("start", start).with("end", end).with("totalCount", total);
    }
}
