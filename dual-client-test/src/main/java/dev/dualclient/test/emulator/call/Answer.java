package dev.dualclient.test.emulator.call;

import dev.dualclient.test.emulator.state.Document;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** An answer in the making: a status and the fields of a JSON object. A field without a value is left out. */
public final class Answer {

    private final int status;
    private final ObjectNode json;
    private @Nullable String document;

    private Answer(int status, ObjectNode json) {
        this.status = status;
        this.json = json;
    }

    /** Starts an answer of status 200. */
    public static Answer ok() {
        return of(200);
    }

    /** Starts an answer of some status. */
    public static Answer of(int status) {
        return new Answer(status, Document.MAPPER.createObjectNode());
    }

    /** Starts an answer with a result code. */
    public static Answer result(String code, String message) {
        return of(200, code, message);
    }

    /** Starts an answer of some status with a result code. */
    public static Answer of(int status, String code, String message) {
        return of(status).with("resultCode", code).with("resultMessage", "[" + code + "] " + message);
    }

    /** Starts an answer that tells the authorization server what to do next. */
    public static Answer action(String action, String code, String message) {
        return result(code, message).with("action", action);
    }

    /** Starts an answer that is a JSON object as it stands. */
    public static Answer object(int status, ObjectNode json) {
        return new Answer(status, json);
    }

    /** Returns an answer whose body is JSON text that callers take as it is. */
    public static Answer document(String json) {
        Answer answer = ok();
        answer.document = json;
        return answer;
    }

    /** Returns an answer of status 204. */
    public static Answer nothing() {
        return of(204);
    }

    /** Sets a field, unless there is no value. */
    public Answer with(String name, @Nullable Object value) {
        if (value != null) {
            json.set(name, Document.tree(value));
        }
        return this;
    }

    /** Leaves out some fields, whether they have been set or not. */
    public Answer without(Collection<String> names) {
        json.remove(names);
        return this;
    }

    /** Returns the text of a field, empty for none. */
    public String field(String name) {
        return json.path(name).asString("");
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the body, {@code null} for none. */
    public @Nullable String body() {
        if (document != null) {
            return document;
        }
        return status == 204 ? null : json.toString();
    }
}
