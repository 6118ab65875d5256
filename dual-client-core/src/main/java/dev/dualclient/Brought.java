package dev.dualclient;

import dev.dualclient.backend.ApiAnswer;
import dev.dualclient.backend.Attempt;
import dev.dualclient.custody.Credential;
import dev.dualclient.operation.Operation;
import java.util.ArrayList;
import java.util.List;

/** The credentials that an answer brings. */
final class Brought {

    private Brought() {}

    static List<Credential> by(Operation operation, Attempt attempt) {
        ApiAnswer answer = attempt.answer();
        List<Credential> brought = new ArrayList<>();
        if (answer != null) {
            for (Operation.Named named : operation.brings()) {
                String value = answer.value(named.at());
                if (value != null) {
                    brought.add(new Credential(named.kind(), value));
                }
            }
        }
        return brought;
    }
}
