package dev.dualclient.authlete;

import com.authlete.common.util.Utils;
import com.google.gson.JsonParseException;
import dev.dualclient.call.ApiResponse;
import dev.dualclient.call.CallResult;
import org.jspecify.annotations.Nullable;

/** Converts the result of a call to the return value or the exception of a Java method. */
final class ResponseReader {

    /** The wrapper around a list of scopes, in both directions. */
    private static final class RequestableScopes {
        private String @Nullable [] requestableScopes;
    }

    private ResponseReader() {}

    /**
     * Returns the value of a method.
     *
     * @param type the method's return type
     * @throws com.authlete.common.api.AuthleteApiException if no answer counts, or the one that counts reports an
     *     error or is not what the type reads
     */
    static @Nullable Object value(CallResult result, Class<?> type) {
        ApiResponse answer = result.answer();
        if (answer == null) {
            throw Failures.noAnswer(result);
        }
        if (answer.status() < 200 || answer.status() >= 300) {
            throw Failures.refused(result, answer);
        }
        try {
            return read(answer.text(), type);
        } catch (JsonParseException notThat) {
            throw Failures.unreadable(result, answer, type);
        }
    }

    private static @Nullable Object read(String text, Class<?> type) {
        if (type == void.class) {
            return null;
        }
        if (type == String.class) {
            return text;
        }
        if (type == String[].class) {
            RequestableScopes scopes = Utils.fromJson(text, RequestableScopes.class);
            return scopes == null ? null : scopes.requestableScopes;
        }
        return Utils.fromJson(text, type);
    }
}
