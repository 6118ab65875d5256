package dev.dualclient.test.attack;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member of a JSON object, as it is written. A mutation changes it. */
final class Member {

    /** The name as it stands between quotation marks. */
    String name;

    /** The value, with the quotation marks of a string. */
    String json;

    /** The form that the value is, {@code null} if it is none. */
    final @Nullable List<Field> form;

    private Member(String name, String json, @Nullable List<Field> form) {
        this.name = name;
        this.json = json;
        this.form = form;
    }

    static Member of(String name, String json) {
        return new Member(name, json, null);
    }

    static Member ofForm(String name) {
        return new Member(name, "", new ArrayList<>());
    }

    static String quoted(String text) {
        return '"' + text + '"';
    }

    Member copy() {
        Member copy = new Member(name, json, form == null ? null : new ArrayList<>());
        if (form != null && copy.form != null) {
            form.forEach(field -> copy.form.add(field.copy()));
        }
        return copy;
    }

    /** Returns the value as JSON. */
    String value() {
        return form == null ? json : quoted(escaped(text(form)));
    }

    /** Returns the member as a field of a form. */
    Field asField() {
        String value = form == null ? json.replace("\"", "") : text(form);
        return new Field(name, percentEncoded(value));
    }

    /** Returns a form as it stands in a body or an address. */
    static String text(List<Field> form) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < form.size(); i++) {
            Field field = form.get(i);
            text.append(field.name).append(field.equals).append(field.value);
            text.append(i == form.size() - 1 ? "" : field.separator);
        }
        return text.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ') {
                escaped.append("\\u%04x".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            encoded.append("%&=+ \"#;".indexOf(c) >= 0 || c < ' ' ? "%%%02X".formatted((int) c) : String.valueOf(c));
        }
        return encoded.toString();
    }
}
