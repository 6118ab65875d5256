package dev.dualclient.operation;

import java.util.Objects;

/**
 * Where a value stands in a call or in an answer, written as a person would:
 *
 * <table>
 * <caption>Notation</caption>
 * <tr><td>{@code /ticket}</td><td>a JSON pointer (RFC 6901) into the body</td></tr>
 * <tr><td>{@code /parameters?code}</td><td>a field of the form-encoded string that stands at the pointer</td></tr>
 * <tr><td>{@code /responseContent#/scope}</td><td>a JSON pointer into the JSON text that stands at the pointer</td></tr>
 * <tr><td>{@code {token}}</td><td>a path variable</td></tr>
 * <tr><td>{@code ?subject}</td><td>a query parameter</td></tr>
 * </table>
 */
public sealed interface Locator {

    /** A JSON pointer into the body. */
    record Body(String pointer) implements Locator {}

    /** A field of the form-encoded string that stands at a pointer. */
    record Form(String pointer, String field) implements Locator {}

    /** A JSON pointer into the JSON text that stands at a pointer. */
    record Nested(String pointer, String inner) implements Locator {}

    /** A path variable. */
    record PathVariable(String name) implements Locator {}

    /** A query parameter. */
    record QueryParameter(String name) implements Locator {}

    /**
     * Reads the notation of the table above.
     *
     * @throws IllegalArgumentException if the text follows none of the forms
     */
    static Locator of(String notation) {
        Objects.requireNonNull(notation, "notation");
        if (notation.startsWith("{") && notation.endsWith("}")) {
            return new PathVariable(notation.substring(1, notation.length() - 1));
        }
        if (notation.startsWith("?")) {
            return new QueryParameter(notation.substring(1));
        }
        if (!notation.startsWith("/")) {
            throw new IllegalArgumentException(
                    "a locator starts with '/', '{' or '?', but this one does not: " + notation);
        }
        int form = notation.indexOf('?');
        if (form > 0) {
            return new Form(notation.substring(0, form), notation.substring(form + 1));
        }
        int nested = notation.indexOf('#');
        if (nested > 0) {
            return new Nested(notation.substring(0, nested), notation.substring(nested + 1));
        }
        return new Body(notation);
    }
}
