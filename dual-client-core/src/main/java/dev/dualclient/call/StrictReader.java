package dev.dualclient.call;

import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Finds out whether a request can be read in one way only. What Dual Client decides by what a request names holds only if
 * the backend finds the same names in it, whatever its parser does with what is malformed, repeated or encoded; and there
 * are such parsers of every sort. So each {@linkplain Operation#fields field} that an operation is decided by is readable
 * exactly once, or nothing is forwarded.
 *
 * <p>An empty value is an absent one. Defects are told by the names of the operation's own fields, never by what a
 * request holds.
 */
final class StrictReader {

    /** More than fits into the header or the form by which any server is sent a token. */
    private static final int LONGEST = 65_536;

    /** As much of a path or a query as servers take. */
    private static final int LONGEST_IN_ADDRESS = 8_192;

    private static final Set<String> FLAGS = Set.of("true", "false");

    private final ApiCall call;
    private final Operation operation;
    private final @Nullable JsonText json;

    private StrictReader(ApiCall call, @Nullable JsonText json) {
        this.call = call;
        this.operation = call.operation();
        this.json = json;
    }

    /** Returns what makes a call ambiguous and what to send instead, {@code null} if nothing does. */
    static @Nullable String defect(ApiCall call, @Nullable JsonText json) {
        StrictReader reader = new StrictReader(call, json);
        String defect = reader.ofBody();
        if (defect == null) {
            defect = reader.ofPath();
        }
        for (Locator field : call.operation().fields()) {
            defect = defect == null ? reader.of(field) : defect;
        }
        return defect == null ? reader.ofSubjects() : defect;
    }

    private @Nullable String ofBody() {
        if (json == null) {
            return null;
        }
        return switch (json.shape()) {
            case OBJECT -> null;
            case ARRAY -> readsBody() ? "the body is a JSON array: send an object" : null;
            case NOT_UTF_8 ->
                "the body is not in UTF-8: send strict UTF-8 (RFC 3629) without NUL and without a byte order mark";
            case NOT_JSON ->
                "the body is not a well-formed JSON object or array, or names a member twice: send JSON in which"
                        + " every member has a name of its own";
        };
    }

    private boolean readsBody() {
        for (Locator field : operation.fields()) {
            if (field instanceof Locator.Body || field instanceof Locator.Form) {
                return true;
            }
        }
        return false;
    }

    /** An empty variable would make another path of it. */
    private @Nullable String ofPath() {
        return call.pathVariables().containsValue("") ? "a variable of the path is empty: send its value" : null;
    }

    private @Nullable String of(Locator field) {
        if (field instanceof Locator.QueryParameter in && timesInQuery(in.name()) > 1) {
            return told(field) + " is repeated: send it once";
        }
        String defect = null;
        if (json != null && field instanceof Locator.Body in) {
            defect = ofMember(in);
        } else if (json != null && field instanceof Locator.Form in) {
            defect = ofFormField(json, in);
        }
        return defect == null ? ofValue(field, call.value(field)) : defect;
    }

    private int timesInQuery(String name) {
        int times = 0;
        for (ApiCall.QueryParameter parameter : call.query()) {
            times += parameter.name().equals(name) ? 1 : 0;
        }
        return times;
    }

    private @Nullable String ofMember(Locator.Body field) {
        JsonToken type = json == null ? null : json.type(field.pointer());
        if (type == null || type == JsonToken.VALUE_NULL) {
            return null;
        }
        boolean selects = field.equals(operation.selector());
        if (selects && FLAGS.containsAll(operation.cases().keySet())) {
            return isFlag(type, call.value(field)) ? null : told(field) + " is no flag: send true or false";
        }
        boolean fits = type == JsonToken.VALUE_STRING || type == JsonToken.VALUE_NUMBER_INT && !selects;
        return fits ? null : told(field) + " is of the wrong type: send a JSON string";
    }

    /** Some parsers take TRUE, or 1, for true. */
    private static boolean isFlag(JsonToken type, @Nullable String value) {
        return type == JsonToken.VALUE_TRUE
                || type == JsonToken.VALUE_FALSE
                || type == JsonToken.VALUE_STRING && (value == null || FLAGS.contains(value));
    }

    private @Nullable String ofFormField(JsonText body, Locator.Form field) {
        JsonToken type = body.type(field.pointer());
        if (type == null || type == JsonToken.VALUE_NULL) {
            return null;
        }
        String member = "the member " + field.pointer().substring(1);
        if (type != JsonToken.VALUE_STRING) {
            return member + " is of the wrong type: send a form as a JSON string";
        }
        Form form = body.form(field.pointer());
        if (form == null) {
            return null;
        } else if (form.isMalformed()) {
            return member + " is not well-formed: send a form in percent-encoded UTF-8 (RFC 3629) without NUL";
        } else if (form.repeats(field.field())) {
            return told(field) + " is repeated: send it once";
        } else if (form.encodesName(field.field())) {
            return told(field) + " has an encoded name: send the name as it is";
        }
        return null;
    }

    private @Nullable String ofValue(Locator field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        boolean inAddress = field instanceof Locator.PathVariable || field instanceof Locator.QueryParameter;
        int longest = inAddress ? LONGEST_IN_ADDRESS : LONGEST;
        if (value.length() > longest && !operation.spends().contains(field)) {
            return told(field) + " is longer than " + longest + " characters: send a value that was issued";
        }
        if (!isPlain(value)) {
            return told(field) + " holds a control character or half of a surrogate pair: send it without";
        }
        if (!operation.subjects().contains(field) && !field.equals(operation.selector()) && isPadded(value)) {
            return told(field) + " begins or ends with white space: send the value alone";
        }
        return field.equals(operation.selector()) && !operation.cases().containsKey(value)
                ? ofUnlisted(field, value)
                : null;
    }

    private @Nullable String ofUnlisted(Locator selector, String value) {
        if (isNearly(value)) {
            return told(selector)
                    + " is nearly, but not exactly, a value that has a meaning: send it as its standard has it";
        }
        return namesCredentialOfACase()
                ? told(selector)
                        + " is not known, but the request names a credential that it may be for: send a known value, or"
                        + " no credential"
                : null;
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            } else if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < value.length()
                        && Character.isLowSurrogate(value.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** A parser that trims would find another value; of a blank one nothing is left that anybody could be named by. */
    private static boolean isPadded(String value) {
        boolean first = Form.isSpace(value.charAt(0));
        boolean last = Form.isSpace(value.charAt(value.length() - 1));
        return (first || last) && !value.chars().allMatch(Form::isSpace);
    }

    /** A parser that is lenient, or knows more, would find another case of the operation, and use the credential up. */
    private boolean namesCredentialOfACase() {
        for (Operation.Named named : operation.names()) {
            if (named.only() != null && call.value(named.at()) != null) {
                return true;
            }
        }
        return false;
    }

    /** A parser that trims, or does not mind the case of letters, would find another case of the operation. */
    private boolean isNearly(String value) {
        String trimmed = value.strip();
        for (String known : operation.cases().keySet()) {
            if (known.equalsIgnoreCase(trimmed)) {
                return true;
            }
        }
        return false;
    }

    /** The end user may be named in one of several places, but not in two. */
    private @Nullable String ofSubjects() {
        int times = 0;
        for (Locator at : operation.subjects()) {
            times += call.value(at) == null ? 0 : 1;
        }
        return times < 2 ? null : "the subject stands in more than one place: send it once";
    }

    private static String told(Locator field) {
        if (field instanceof Locator.Form in) {
            return "the field " + in.field() + " of " + in.pointer().substring(1);
        } else if (field instanceof Locator.QueryParameter in) {
            return "the query parameter " + in.name();
        } else if (field instanceof Locator.PathVariable in) {
            return "the path variable " + in.name();
        } else if (field instanceof Locator.Body in) {
            return "the member " + in.pointer().substring(1);
        }
        throw new IllegalArgumentException("a request holds no JSON within JSON");
    }
}
