package dev.dualclient.json;

import java.util.Objects;

/** A text, a number, a boolean, {@code null}, or absence. A number is kept as it is written. Immutable. */
final class ValueNode extends JsonNode {

    static final ValueNode MISSING = new ValueNode(Kind.MISSING, "");
    static final ValueNode NULL = new ValueNode(Kind.NULL, "null");
    static final ValueNode TRUE = new ValueNode(Kind.BOOLEAN, "true");
    static final ValueNode FALSE = new ValueNode(Kind.BOOLEAN, "false");

    /** Kinds of values. */
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL,
        MISSING
    }

    final Kind kind;
    final String text;

    private ValueNode(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    static ValueNode text(String text) {
        return new ValueNode(Kind.TEXT, text);
    }

    static ValueNode number(String number) {
        return new ValueNode(Kind.NUMBER, number);
    }

    @Override
    public boolean isMissingNode() {
        return kind == Kind.MISSING;
    }

    @Override
    public boolean isNull() {
        return kind == Kind.NULL;
    }

    @Override
    public boolean isString() {
        return kind == Kind.TEXT;
    }

    @Override
    public boolean isNumber() {
        return kind == Kind.NUMBER;
    }

    @Override
    public boolean isBoolean() {
        return kind == Kind.BOOLEAN;
    }

    @Override
    public String asString() {
        return kind == Kind.NULL ? "" : text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueNode value && value.kind == kind && value.text.equals(text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, text);
    }
}
