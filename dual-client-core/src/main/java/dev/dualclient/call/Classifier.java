package dev.dualclient.call;

import dev.dualclient.operation.AnswerMapping;
import dev.dualclient.operation.AnswerShape;
import dev.dualclient.operation.Meaning;
import dev.dualclient.operation.Operation;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads how an attempt ended from the answer and the operation's row, in this order: HTTP status, result code,
 * {@code action} with the flags of the operation, OAuth error in the response content. Pure and thread-safe.
 */
public final class Classifier {

    private final Set<Integer> unprocessedStatuses;

    /**
     * Creates a classifier.
     *
     * @param unprocessedStatuses statuses that, without an Authlete body, mean that the call was not processed
     */
    public Classifier(Set<Integer> unprocessedStatuses) {
        this.unprocessedStatuses = Set.copyOf(unprocessedStatuses);
    }

    /** Returns how the attempt that returned the answer ended. Never throws, whatever the answer holds. */
    public Reason read(Operation operation, ApiResponse answer) {
        int status = answer.status();
        ResultCode code = ResultCode.of(answer);
        if (status == 429) {
            return Reason.THROTTLED;
        } else if (code == null && unprocessedStatuses.contains(status)) {
            return Reason.DECLARED_UNPROCESSED;
        } else if (code != null && code.rejectsApiCredentials()) {
            return rejection(operation, code);
        } else if (code != null && code.fault()) {
            return Reason.BACKEND_FAULT;
        } else if (status == 401) {
            return rejection(operation, code);
        }
        return switch (status / 100) {
            case 2 -> isReadable(operation, answer) ? readSuccess(operation, answer, code) : Reason.UNREADABLE;
            case 4 -> isJsonObject(answer) ? readError(operation, status, code) : Reason.UNREADABLE;
            case 5 -> Reason.SERVER_ERROR;
            default -> Reason.UNREADABLE;
        };
    }

    /** Where the caller names the service, its rejection says nothing about the credentials for our own. */
    private static Reason rejection(Operation operation, @Nullable ResultCode code) {
        if (operation.concernsConfiguredService()) {
            return Reason.API_CREDENTIALS_REJECTED;
        }
        Meaning meaning = ofCode(operation.reading(), code);
        return meaning == null ? Reason.SAID_NO : reason(meaning);
    }

    /** An error of the API call itself. Only Authlete's own body makes it conclusive: a proxy can say 404 as well. */
    private static Reason readError(Operation operation, int status, @Nullable ResultCode code) {
        if (code == null && operation.concernsConfiguredService()) {
            return Reason.UNREADABLE;
        }
        Meaning meaning = ofCode(operation.reading(), code);
        if (meaning != null && meaning != Meaning.DONE) {
            return reason(meaning);
        }
        return status == 404 ? Reason.UNKNOWN : Reason.SAID_NO;
    }

    private static Reason readSuccess(Operation operation, ApiResponse answer, @Nullable ResultCode code) {
        AnswerMapping reading = operation.reading();
        Meaning byCode = ofCode(reading, code);
        if (byCode == Meaning.NO) {
            // A code of the same module may only mean "not yet", and the numbers are not published.
            return OAuthError.meaning(answer) == Reason.PENDING ? Reason.PENDING : Reason.SAID_NO;
        } else if (byCode != null) {
            return reason(byCode);
        }
        String action = answer.value("/action");
        Meaning byAction = action == null ? null : reading.ofAction(action);
        if (byAction == null) {
            return readUnlisted(reading, answer, action, code);
        }
        return switch (byAction) {
            case DONE -> reading.active() ? IntrospectedState.of(answer) : flagged(reading, answer, Meaning.DONE);
            case NO -> OAuthError.meaning(answer);
            case FAULT -> code != null && code.blames() ? OAuthError.meaning(answer) : Reason.BACKEND_FAULT;
            default -> flagged(reading, answer, byAction);
        };
    }

    /** No action, or one that the table does not list: the class of the result code decides. */
    private static Reason readUnlisted(
            AnswerMapping reading, ApiResponse answer, @Nullable String action, @Nullable ResultCode code) {
        if (code != null && code.blames()) {
            return OAuthError.meaning(answer);
        }
        boolean acted = action != null || !reading.actions().isEmpty();
        return acted && (code == null || !code.success()) ? Reason.UNREADABLE : flagged(reading, answer, Meaning.DONE);
    }

    /** The flag that tells whether the backend knows what the call names outranks the action. */
    private static Reason flagged(AnswerMapping reading, ApiResponse answer, Meaning otherwise) {
        String flag = reading.existence() == null ? null : answer.value(reading.existence());
        if (flag == null) {
            return reason(otherwise);
        } else if (flag.equals("false") || flag.equals("0")) {
            return Reason.UNKNOWN_CREDENTIAL;
        }
        return otherwise == Meaning.DONE ? Reason.DONE : Reason.SAID_NO;
    }

    private static @Nullable Meaning ofCode(AnswerMapping reading, @Nullable ResultCode code) {
        return code == null || !code.speaks() ? null : reading.ofCode(code.text());
    }

    private static boolean isReadable(Operation operation, ApiResponse answer) {
        return answer.body().length == 0 ? operation.shape() != AnswerShape.OBJECT : isJsonObject(answer);
    }

    private static boolean isJsonObject(ApiResponse answer) {
        String type = answer.header("Content-Type");
        if (type != null) {
            int parameters = type.indexOf(';');
            String media = (parameters < 0 ? type : type.substring(0, parameters))
                    .strip()
                    .toLowerCase(Locale.ROOT);
            if (!media.equals("application/json") && !media.endsWith("+json")) {
                return false;
            }
        }
        return answer.isJsonObject();
    }

    private static Reason reason(Meaning meaning) {
        return switch (meaning) {
            case DONE -> Reason.DONE;
            case NO -> Reason.SAID_NO;
            case UNKNOWN_CLIENT -> Reason.UNKNOWN_CLIENT;
            case UNAUTHENTICATED_CLIENT -> Reason.CLIENT_NOT_AUTHENTICATED;
            case UNKNOWN_CREDENTIAL -> Reason.UNKNOWN_CREDENTIAL;
            case UNKNOWN -> Reason.UNKNOWN;
            case FAULT -> Reason.BACKEND_FAULT;
        };
    }
}
