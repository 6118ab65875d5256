package dev.dualclient.test.scenarios;

import dev.dualclient.call.ApiCall;
import dev.dualclient.operation.Case.Kills;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import dev.dualclient.test.gateway.Caller;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request of an operation with one field written in an odd way, and every other field that is read as it should be,
 * naming nobody; but where one token is to die, its client is one that exists.
 *
 * @param operation the operation
 * @param field the odd field
 * @param oddity how it is odd
 * @param client the client that exists
 */
record OddRequest(Operation operation, Locator field, Oddity oddity, String client) {

    /** What every value holds, and no message may. */
    static final String SECRET = "s3cr3t";

    private static final String MEGABYTE = SECRET + "x".repeat(1_000_000);

    /** Longer than Dual Client takes in a path or a query, and short enough for a container to pass it on. */
    private static final String TOO_LONG_IN_ADDRESS = SECRET + "x".repeat(9_000);

    private static final Set<String> FLAGS = Set.of("true", "false");

    /** Returns all fields of an operation that are read. */
    static Stream<Locator> fields(Operation operation) {
        return Stream.of(
                        Stream.ofNullable(operation.selector()),
                        operation.names().stream().map(Operation.Named::at),
                        operation.clients().stream(),
                        operation.subjects().stream(),
                        operation.spends().stream())
                .flatMap(fields -> fields)
                .distinct();
    }

    /** Whether the field can be odd in that way at all. */
    boolean isPossible() {
        boolean path = field instanceof Locator.PathVariable;
        boolean query = field instanceof Locator.QueryParameter;
        return switch (oddity) {
            case EMPTY, NOT_ASCII, NUL, CONTROL -> !isFlag() || oddity == Oddity.EMPTY;
            case MISSING -> !path;
            case REPEATED, REPEATED_WITH_THE_SAME_VALUE, REPEATED_EMPTY -> !path;
            case TOO_LONG -> !operation.spends().contains(field) && !isFlag();
            case LONE_SURROGATE -> !isFlag();
            case BY_AN_ENCODED_NAME, REPEATED_BY_AN_ENCODED_NAME, MALFORMED_PERCENT, CUT_PERCENT, NOT_UTF_8 ->
                field instanceof Locator.Form;
            case FORM_IS_AN_OBJECT, FORM_IS_A_LIST, FORM_IS_A_FLAG, FORM_IS_A_NUMBER -> field instanceof Locator.Form;
            case AN_OBJECT, A_LIST, A_FRACTION -> field instanceof Locator.Body;
            case A_NUMBER_FOR_A_FLAG -> isFlag();
            case A_FLAG_FOR_A_TEXT -> field instanceof Locator.Body && !isFlag();
            case BODY_IS_A_LIST -> !path && !query;
        };
    }

    /** Whether it can be sent to the gateway; what is no value of a path or query there can still be written there. */
    boolean isPossibleOverHttp() {
        if (field instanceof Locator.PathVariable in && !operation.primaryPath().contains("{" + in.name() + "}")) {
            return false; // it stands in the path of an alias alone
        }
        if (isInAddress() && oddity == Oddity.LONE_SURROGATE) {
            return false;
        }
        // The caller's HTTP client sends no address with a malformed escape.
        return isPossible() || isInAddress() && oddity == Oddity.NOT_UTF_8;
    }

    /** Whether a servlet container refuses it, so that the gateway never sees it: a path that is no text. */
    boolean isRefusedByContainers() {
        return field instanceof Locator.PathVariable && (oddity == Oddity.NUL || oddity == Oddity.NOT_UTF_8);
    }

    private boolean isInAddress() {
        return field instanceof Locator.PathVariable || field instanceof Locator.QueryParameter;
    }

    /** Whether it has to be refused. */
    boolean isMalformed() {
        return switch (oddity) {
            case EMPTY -> field instanceof Locator.PathVariable;
            case MISSING -> false;
            case NOT_ASCII -> tellsCredentialsApart();
            default -> true;
        };
    }

    /** Whether it gives a new value to a token that it names by an unknown hash, because the token itself is left out. */
    boolean namesUnknownRow() {
        boolean absent = oddity == Oddity.MISSING || oddity == Oddity.EMPTY;
        return absent
                && operation.id().equals("auth-token-update")
                && operation.names().stream()
                        .filter(named -> named.at().equals(field))
                        .anyMatch(named ->
                                named.kind() == CredentialKind.ACCESS_TOKEN && named.by() == Operation.By.VALUE);
    }

    /** Whether the field decides which of the credentials beside it is meant. */
    private boolean tellsCredentialsApart() {
        return field.equals(operation.selector()) && operation.names().stream().anyMatch(named -> named.only() != null);
    }

    ApiCall call() {
        ApiCall.Builder call = ApiCall.of(operation);
        others().forEach(other -> {
            if (other instanceof Locator.PathVariable in) {
                call.path(in.name(), plain(in));
            } else if (other instanceof Locator.QueryParameter in) {
                call.query(in.name(), plain(in));
            }
        });
        if (field instanceof Locator.PathVariable in) {
            call.path(in.name(), text());
        } else if (field instanceof Locator.QueryParameter in) {
            written(in.name(), text(), name -> name).forEach(pair -> call.query(pair.getKey(), pair.getValue()));
        }
        if (operation.method().equals("POST")) {
            call.body(body());
        }
        return call.build();
    }

    HttpResponse<String> send(Caller caller) {
        String path = operation.primaryPath().replace("{serviceId}", "1");
        for (Locator one : fields(operation).toList()) {
            if (one instanceof Locator.PathVariable in) {
                path = path.replace("{" + in.name() + "}", one.equals(field) ? raw() : plain(one));
            }
        }
        String query = fields(operation)
                .filter(Locator.QueryParameter.class::isInstance)
                .flatMap(one -> {
                    String name = ((Locator.QueryParameter) one).name();
                    return one.equals(field)
                            ? written(name, raw(), UnaryOperator.identity()).stream()
                                    .map(pair -> pair.getKey() + "=" + pair.getValue())
                            : others().contains(one) ? Stream.of(name + "=" + plain(one)) : Stream.empty();
                })
                .collect(Collectors.joining("&"));
        return caller.send(
                operation.method(),
                (path.startsWith("/") ? path : "/" + path) + (query.isEmpty() ? "" : "?" + query),
                operation.method().equals("POST") ? body() : null);
    }

    /** The same thing is named once: where a subject may stand in several places, it stands in one. */
    private List<Locator> others() {
        return fields(operation)
                .filter(other -> !other.equals(field))
                .filter(other -> !operation.subjects().contains(other)
                        || !operation.subjects().contains(field)
                                && operation.subjects().indexOf(other) == 0)
                .toList();
    }

    private String body() {
        List<String> members = new ArrayList<>();
        Map<String, List<Locator.Form>> forms = fields(operation)
                .filter(Locator.Form.class::isInstance)
                .map(Locator.Form.class::cast)
                .collect(Collectors.groupingBy(Locator.Form::pointer));
        forms.forEach((pointer, fields) -> members.add(quoted(pointer.substring(1)) + ":" + form(fields)));
        for (Locator one : fields(operation).toList()) {
            if (one instanceof Locator.Body in) {
                String name = quoted(in.pointer().substring(1));
                if (one.equals(field)) {
                    written(name, json(), UnaryOperator.identity())
                            .forEach(pair -> members.add(pair.getKey() + ":" + pair.getValue()));
                } else if (others().contains(one)) {
                    members.add(name + ":" + quoted(plain(one)));
                }
            }
        }
        String object = "{" + String.join(",", members) + "}";
        return oddity == Oddity.BODY_IS_A_LIST ? "[" + object + "]" : object;
    }

    private String form(List<Locator.Form> fields) {
        if (fields.contains(field)) {
            switch (oddity) {
                case FORM_IS_AN_OBJECT:
                    return "{\"token\":\"x\"}";
                case FORM_IS_A_LIST:
                    return "[\"token=x\"]";
                case FORM_IS_A_FLAG:
                    return "true";
                case FORM_IS_A_NUMBER:
                    return "1";
                default:
                    break;
            }
        }
        List<String> pairs = new ArrayList<>();
        for (Locator.Form one : fields) {
            if (one.equals(field)) {
                written(one.field(), raw(), OddRequest::encodedName)
                        .forEach(pair -> pairs.add(pair.getKey() + "=" + pair.getValue()));
            } else {
                pairs.add(one.field() + "=" + URLEncoder.encode(plain(one), StandardCharsets.UTF_8));
            }
        }
        return quoted(String.join("&", pairs));
    }

    /** Returns the names and values of the odd field as often as it is written. */
    private List<Map.Entry<String, String>> written(String name, String value, UnaryOperator<String> encoded) {
        Map.Entry<String, String> once = Map.entry(name, value);
        boolean json = name.startsWith("\"");
        return switch (oddity) {
            case MISSING -> List.of();
            case REPEATED -> List.of(once, Map.entry(name, json ? "\"other\"" : "other"));
            case REPEATED_WITH_THE_SAME_VALUE -> List.of(once, once);
            case REPEATED_EMPTY -> List.of(Map.entry(name, json ? "\"\"" : ""), once);
            case REPEATED_BY_AN_ENCODED_NAME -> List.of(once, Map.entry(encoded.apply(name), value));
            case BY_AN_ENCODED_NAME -> List.of(Map.entry(encoded.apply(name), value));
            default -> List.of(once);
        };
    }

    private static String encodedName(String name) {
        return "%" + Integer.toHexString(name.charAt(0)) + name.substring(1);
    }

    /** Returns the value as a text of a Java program. */
    private String text() {
        return switch (oddity) {
            case EMPTY -> "";
            case NOT_ASCII -> SECRET + "\u00e9\u20ac\ud83d\ude00";
            case NUL -> SECRET + "\0";
            case CONTROL -> SECRET + "\u0001";
            case LONE_SURROGATE -> SECRET + "\ud800";
            case TOO_LONG -> MEGABYTE;
            default -> plain(field);
        };
    }

    /** Returns the value as it stands in a form, a query or a path. */
    private String raw() {
        return switch (oddity) {
            case MALFORMED_PERCENT -> SECRET + "%ZZ";
            case CUT_PERCENT -> SECRET + "%4";
            case NOT_UTF_8 -> SECRET + "%C0%AF";
            case LONE_SURROGATE -> SECRET + "%ED%A0%80";
            case TOO_LONG -> isInAddress() ? TOO_LONG_IN_ADDRESS : MEGABYTE;
            default -> URLEncoder.encode(text(), StandardCharsets.UTF_8);
        };
    }

    /** Returns the value as it stands in JSON. */
    private String json() {
        return switch (oddity) {
            case NUL -> quoted(SECRET + "\\u0000");
            case CONTROL -> quoted(SECRET + "\\u0001");
            case LONE_SURROGATE -> quoted(SECRET + "\\ud800");
            case AN_OBJECT -> "{\"value\":\"x\"}";
            case A_LIST -> "[\"x\"]";
            case A_FRACTION -> "1.5";
            case A_NUMBER_FOR_A_FLAG -> "1";
            case A_FLAG_FOR_A_TEXT -> "true";
            default -> isFlag() && !text().isEmpty() ? text() : quoted(text());
        };
    }

    private boolean isFlag() {
        return field.equals(operation.selector())
                && FLAGS.containsAll(operation.cases().keySet());
    }

    /** Returns a value that names nobody, and a case of the operation where the field tells the cases apart. */
    private String plain(Locator one) {
        if (one.equals(operation.selector())) {
            return operation.cases().keySet().stream().sorted().findFirst().orElseThrow();
        }
        boolean owner =
                operation.clients().contains(one) && operation.ordinary().kills() == Kills.TOKEN;
        return owner ? client : operation.clients().contains(one) ? "4711" : SECRET;
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    @Override
    public String toString() {
        return operation + " " + field + " " + oddity;
    }
}
