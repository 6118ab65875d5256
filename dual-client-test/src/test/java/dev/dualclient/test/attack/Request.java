package dev.dualclient.test.attack;

import dev.dualclient.operation.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request of an operation, as it is written. A mutation changes it. */
final class Request {

    final Operation operation;
    String method;
    String path;
    final Map<String, String> variables = new LinkedHashMap<>();
    final List<Field> query = new ArrayList<>();
    final List<Field> headers = new ArrayList<>();
    final List<Member> members = new ArrayList<>();

    @Nullable
    String contentType = "application/json";

    Encoding encoding = Encoding.UTF_8;
    boolean asForm;
    private UnaryOperator<String> onBody = UnaryOperator.identity();

    Request(Operation operation) {
        this.operation = operation;
        this.method = operation.method();
        this.path = operation.primaryPath().replace("{serviceId}", "1");
    }

    Request copy() {
        Request copy = new Request(operation);
        copy.variables.putAll(variables);
        query.forEach(field -> copy.query.add(field.copy()));
        members.forEach(member -> copy.members.add(member.copy()));
        return copy;
    }

    boolean hasBody() {
        return !operation.method().matches("GET|DELETE");
    }

    /** Returns all that is written as fields with names: each form of the body, and the query. */
    List<List<Field>> forms() {
        return Stream.concat(members.stream().flatMap(member -> Stream.ofNullable(member.form)), Stream.of(query))
                .filter(fields -> !fields.isEmpty())
                .toList();
    }

    /** Changes the body once it is written. */
    void onBody(UnaryOperator<String> change) {
        UnaryOperator<String> before = onBody;
        onBody = body -> change.apply(before.apply(body));
    }

    /** Returns the path and query. */
    String target() {
        String target = path;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            target = target.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        return query.isEmpty() ? target : target + "?" + Member.text(query);
    }

    /** Returns the body, {@code null} where there is none. */
    @Nullable
    String body() {
        if (!hasBody() && members.isEmpty()) {
            return null;
        }
        String body = asForm
                ? Member.text(members.stream().map(Member::asField).toList())
                : members.stream()
                        .map(member -> Member.quoted(member.name) + ":" + member.value())
                        .collect(Collectors.joining(",", "{", "}"));
        return onBody.apply(body);
    }

    /** Returns the request as it can be printed. */
    @Override
    public String toString() {
        String type = "application/json".equals(contentType) ? "" : " (" + Words.printed(contentType) + ")";
        String bytes = encoding == Encoding.UTF_8 ? "" : " in " + encoding;
        String more = headers.stream()
                .map(header -> " " + Words.printed(header.name) + ": " + Words.printed(header.value))
                .collect(Collectors.joining());
        return method + " " + Words.printed(target()) + more + type + bytes + " " + Words.printed(body());
    }
}
