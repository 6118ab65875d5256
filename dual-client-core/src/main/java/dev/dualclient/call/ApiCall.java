package dev.dualclient.call;

import dev.dualclient.json.JsonFormat;
import dev.dualclient.json.JsonNode;
import dev.dualclient.json.ObjectNode;
import dev.dualclient.operation.Case;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call of an operation: path variables, query, headers and a JSON body, the same for either backend. Immutable and
 * thread-safe. Its {@code toString} names the operation and nothing else, for everything else may be secret.
 */
public final class ApiCall {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    /** A query parameter. */
    public record QueryParameter(String name, String value) {

        /** Tells the name alone: the value may be secret. */
        @Override
        public String toString() {
            return name;
        }
    }

    private final Operation operation;
    private final Map<String, String> pathVariables;
    private final List<QueryParameter> query;
    private final Map<String, String> headers;
    private final byte @Nullable [] body;
    private final @Nullable JsonText json;

    private ApiCall(Builder builder) {
        this.operation = builder.operation;
        this.pathVariables = Map.copyOf(builder.pathVariables);
        this.query = List.copyOf(builder.query);
        this.headers = Map.copyOf(builder.headers);
        this.body = builder.body;
        this.json = body == null || body.length == 0 ? null : JsonText.strict(body);
    }

    /** Returns a builder of a call of the operation. */
    public static Builder of(Operation operation) {
        return new Builder(operation);
    }

    /** Returns the operation called. */
    public Operation operation() {
        return operation;
    }

    /** Returns the raw values of the path variables, not encoded. */
    public Map<String, String> pathVariables() {
        return pathVariables;
    }

    /** Returns the query parameters in their order, not encoded. */
    public List<QueryParameter> query() {
        return query;
    }

    /** Returns the caller's further headers. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns the JSON body, {@code null} where the call has none. The array is not to be changed. */
    public byte @Nullable [] body() {
        return body;
    }

    /**
     * Returns the body read as JSON, {@code null} where there is none, or it is not JSON that can be read in one way
     * only.
     */
    public @Nullable JsonNode json() {
        return json == null ? null : json.tree();
    }

    /**
     * Returns why a backend could read this call in another way than Dual Client does, and what to send instead. Such a
     * call is not to be sent. The text repeats nothing of the call.
     *
     * @return {@code null} if there is only one way
     */
    public @Nullable String defect() {
        return StrictReader.defect(this, json);
    }

    /** Returns the value at a place of this call, {@code null} where it has none or an empty one. */
    public @Nullable String value(Locator at) {
        String value = found(at);
        return value == null || value.isEmpty() ? null : value;
    }

    private @Nullable String found(Locator at) {
        if (at instanceof Locator.PathVariable in) {
            return pathVariables.get(in.name());
        } else if (at instanceof Locator.QueryParameter in) {
            return query.stream()
                    .filter(parameter -> parameter.name().equals(in.name()))
                    .map(QueryParameter::value)
                    .findFirst()
                    .orElse(null);
        }
        return json == null ? null : json.value(at);
    }

    /** Returns the case of its operation that this call is. */
    public Case kind() {
        return operation.caseOf(this::value);
    }

    /**
     * Returns this call with one value replaced by another of the same kind.
     *
     * @param at a path variable, a top-level field of the body, or a field of a form in it
     */
    public ApiCall with(Locator at, String value) {
        if (at instanceof Locator.PathVariable in) {
            return withPath(in.name(), value);
        }
        if (!(json() instanceof ObjectNode object)) {
            return this;
        }
        ObjectNode changed = object.deepCopy();
        if (at instanceof Locator.Body in) {
            String member = in.pointer().substring(1);
            boolean number =
                    object.path(member).isNumber() && NUMBER.matcher(value).matches();
            if (number) {
                changed.put(member, Long.parseLong(value));
            } else {
                changed.put(member, value);
            }
        } else if (at instanceof Locator.Form in) {
            String form = Json.text(object, in.pointer());
            if (form != null) {
                changed.put(in.pointer().substring(1), Form.of(form).with(in.field(), value));
            }
        } else {
            throw new IllegalArgumentException("only a value of the path or the body can be replaced");
        }
        Builder builder = new Builder(operation);
        builder.pathVariables.putAll(pathVariables);
        builder.query.addAll(query);
        builder.headers.putAll(headers);
        return builder.body(JsonFormat.write(changed)).build();
    }

    /**
     * Returns this call without a value.
     *
     * @param at a top-level field of the body
     */
    public ApiCall without(Locator.Body at) {
        if (!(json() instanceof ObjectNode object)) {
            return this;
        }
        ObjectNode changed = object.deepCopy();
        changed.remove(at.pointer().substring(1));
        Builder builder = new Builder(operation);
        builder.pathVariables.putAll(pathVariables);
        builder.query.addAll(query);
        builder.headers.putAll(headers);
        return builder.body(JsonFormat.write(changed)).build();
    }

    /** Returns this call with one query parameter set to a value, in place of what it had. */
    public ApiCall withQuery(String name, String value) {
        Builder builder = new Builder(operation);
        builder.pathVariables.putAll(pathVariables);
        query.stream().filter(parameter -> !parameter.name().equals(name)).forEach(builder.query::add);
        builder.headers.putAll(headers);
        builder.body = body;
        return builder.query(name, value).build();
    }

    /** Returns this call with further headers, which replace those of the same name. */
    public ApiCall withHeaders(Map<String, String> more) {
        Builder builder = new Builder(operation);
        builder.pathVariables.putAll(pathVariables);
        builder.query.addAll(query);
        headers.forEach((name, value) -> {
            if (more.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                builder.headers.put(name, value);
            }
        });
        more.forEach(builder::header);
        builder.body = body;
        return builder.build();
    }

    /** Returns this call with one path variable set to a raw value. */
    public ApiCall withPath(String name, String value) {
        Builder builder = new Builder(operation);
        builder.pathVariables.putAll(pathVariables);
        builder.query.addAll(query);
        builder.headers.putAll(headers);
        builder.body = body;
        return builder.path(name, value).build();
    }

    @Override
    public String toString() {
        return operation.id();
    }

    /** Builds an {@link ApiCall}. Not thread-safe. */
    public static final class Builder {

        private static final Pattern HEADER_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
        private static final Pattern CONTROLS = Pattern.compile("[\\x00-\\x08\\x0a-\\x1f\\x7f]");

        private final Operation operation;
        private final Map<String, String> pathVariables = new LinkedHashMap<>();
        private final List<QueryParameter> query = new ArrayList<>();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private byte @Nullable [] body;

        private Builder(Operation operation) {
            this.operation = operation;
        }

        /** Sets a path variable to a raw value. */
        public Builder path(String name, String value) {
            pathVariables.put(name, value);
            return this;
        }

        /** Adds a query parameter. */
        public Builder query(String name, String value) {
            query.add(new QueryParameter(name, value));
            return this;
        }

        /**
         * Sets a further request header.
         *
         * @throws IllegalArgumentException if HTTP does not allow such a name or value (RFC 9110 section 5.5); the
         *     message does not repeat them
         */
        public Builder header(String name, String value) {
            if (!HEADER_NAME.matcher(name).matches() || CONTROLS.matcher(value).find()) {
                throw new IllegalArgumentException(
                        "a header has characters that HTTP does not allow: remove line breaks and control characters");
            }
            headers.put(name, value);
            return this;
        }

        /** Sets the JSON body. */
        public Builder body(String json) {
            return body(json.getBytes(StandardCharsets.UTF_8));
        }

        /** Sets the JSON body; the array is not to be changed afterwards. */
        public Builder body(byte[] json) {
            body = json;
            return this;
        }

        /** Returns the call. */
        public ApiCall build() {
            return new ApiCall(this);
        }
    }
}
