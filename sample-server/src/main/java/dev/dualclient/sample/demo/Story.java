package dev.dualclient.sample.demo;

import dev.dualclient.call.Reason;
import dev.dualclient.observation.CallEvent;
import dev.dualclient.operation.Side;
import dev.dualclient.routing.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened in a call and why, in sentences for somebody who sees it for the first time. */
final class Story {

    private Story() {}

    /** Returns the sentences in order: why the first backend was asked first, then what came of each request. */
    static List<String> of(CallEvent event) {
        List<String> sentences = new ArrayList<>();
        List<CallEvent.Step> steps = event.steps();
        sentences.add(because(
                event.plan().basis(),
                steps.isEmpty() ? null : version(steps.get(0).side())));
        for (CallEvent.Step step : steps) {
            String about = step.operation().equals(event.operation()) ? "" : " (look-up by " + step.operation() + ")";
            sentences.add(version(step.side()) + " " + ended(step.reason()) + about + ".");
        }
        return sentences;
    }

    /** Returns what a backend is called in pages. */
    static String version(Side side) {
        return side == Side.PRIMARY ? "3.0" : "2.3";
    }

    private static String because(Plan.Basis basis, @Nullable String first) {
        String asked = first == null ? "a backend" : first;
        return switch (basis) {
            case STAGE -> capital(asked) + " leads at this stage.";
            case TICKET -> "The ticket says that " + asked + " issued it.";
            case CUSTODY -> "The credential is known to belong to " + asked + ".";
            case HINT -> capital(asked) + " has answered for this credential before.";
            case SECRET_UNKNOWN -> "It is not known yet whether 3.0 has the secret of this client, so 2.3 comes first.";
            case OPERATION -> "The rule of this operation says whom to ask.";
            default -> capital(basis.words()) + ".";
        };
    }

    private static String ended(Reason reason) {
        return switch (reason) {
            case DONE -> "answered";
            case DONE_FOR_OWNER -> "answered for the owner of the token";
            case PENDING -> "knows it, but the user has not decided yet";
            case SERVED_STALE -> "gave no answer, so its last one was served";
            case SAID_NO -> "refused it";
            case THROTTLED -> "has got too many requests";
            case KNOWN_CLIENT_REFUSED -> "refused it, which is final because it knows the client";
            case USED_UP -> "knows that it was used up";
            case UNKNOWN_CLIENT -> "does not know the client";
            case CLIENT_NOT_AUTHENTICATED -> "could not authenticate the client";
            case UNKNOWN_CREDENTIAL -> "does not know the token, code or ticket";
            case UNKNOWN -> "does not know what it was asked about";
            case NOT_CONNECTED -> "could not be reached";
            case CIRCUIT_OPEN -> "was not asked, because it has failed too often just now";
            default -> "gave no usable answer (" + reason.words() + ")";
        };
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
