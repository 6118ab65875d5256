package dev.dualclient.operation;

import dev.dualclient.operation.Case.Kills;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words in which the {@linkplain OperationTable table} is written; a row ends up as an {@link Operation}. What
 * follows {@link #when} is said of that case alone. Not thread-safe.
 */
final class Row {

    /** Actions that mean the same wherever they occur; a row that says otherwise wins. */
    private static final Map<String, Meaning> COMMON_ACTIONS = Map.ofEntries(
            Map.entry("BAD_REQUEST", Meaning.NO),
            Map.entry("FORBIDDEN", Meaning.NO),
            Map.entry("PAYLOAD_TOO_LARGE", Meaning.NO),
            Map.entry("INVALID_REQUEST", Meaning.NO),
            Map.entry("CALLER_ERROR", Meaning.NO),
            Map.entry("UNAUTHORIZED", Meaning.UNKNOWN),
            Map.entry("NOT_FOUND", Meaning.UNKNOWN),
            Map.entry("INVALID_CLIENT", Meaning.UNAUTHENTICATED_CLIENT),
            Map.entry("INTERNAL_SERVER_ERROR", Meaning.FAULT),
            Map.entry("SERVER_ERROR", Meaning.FAULT),
            Map.entry("AUTHLETE_ERROR", Meaning.FAULT));

    private final String id;
    private final String method;
    private String primaryPath;
    private @Nullable String secondaryPath;
    private final List<Operation.Alias> aliases = new ArrayList<>();
    private ApiCredentials apiCredentials = ApiCredentials.SERVICE;
    private AnswerShape shape = AnswerShape.OBJECT;
    private @Nullable Locator selector;
    private @Nullable String when;
    private @Nullable Case ordinary;
    private final Map<String, Case> cases = new LinkedHashMap<>();
    private final List<Operation.Named> names = new ArrayList<>();
    private final List<Locator> clients = new ArrayList<>();
    private final List<Locator> subjects = new ArrayList<>();
    private final List<Locator> spends = new ArrayList<>();
    private final List<Locator> qualifies = new ArrayList<>();
    private final List<Operation.Named> chooses = new ArrayList<>();
    private final List<Operation.Named> brings = new ArrayList<>();
    private final List<Locator> reveals = new ArrayList<>();
    private final List<Locator> revealsSubject = new ArrayList<>();
    private final Map<String, Meaning> actions = new TreeMap<>();
    private final Map<String, Meaning> codes = new TreeMap<>();
    private @Nullable String existence;
    private boolean active;
    private Operation.@Nullable Sequel sequel;

    private Row(String id, String method, String path) {
        this.id = id;
        this.method = method;
        this.primaryPath = primaryStyle(path);
        this.secondaryPath = "/api" + path;
    }

    /** Begins a row; the path is written without {@code /api} and without the service id of 3.0. */
    static Row get(String id, String path) {
        return new Row(id, "GET", path);
    }

    static Row post(String id, String path) {
        return new Row(id, "POST", path);
    }

    static Row delete(String id, String path) {
        return new Row(id, "DELETE", path);
    }

    // ---- where it is ----

    /** Another method and path that both versions document. */
    Row also(String otherMethod, String path) {
        aliases.add(new Operation.Alias(Side.SECONDARY, otherMethod, "/api" + path));
        return alsoAtPrimary(otherMethod, path);
    }

    Row alsoAtPrimary(String otherMethod, String path) {
        aliases.add(new Operation.Alias(Side.PRIMARY, otherMethod, primaryStyle(path)));
        return this;
    }

    /** The whole path at 3.0 where it is not that of 2.3 behind the service id. */
    Row primaryPath(String path) {
        primaryPath = path;
        return this;
    }

    /** Authlete 3.0 has it, 2.3 does not. */
    Row primaryAlone() {
        secondaryPath = null;
        return route(Route.PRIMARY_ONLY);
    }

    Row credentials(ApiCredentials needed) {
        apiCredentials = needed;
        return this;
    }

    Row answers(AnswerShape expected) {
        shape = expected;
        return this;
    }

    // ---- what it does ----

    Row reads() {
        return put(new Case(Effect.READ, Route.LEADER_FIRST, true, Kills.NOTHING));
    }

    Row creates() {
        return put(new Case(Effect.CREATE, Route.LEADER_FIRST, false, Kills.NOTHING));
    }

    Row consumes() {
        return put(new Case(Effect.CONSUME, Route.LEADER_FIRST, false, Kills.NOTHING));
    }

    Row updates() {
        return put(new Case(Effect.UPDATE, Route.BOTH, false, Kills.NOTHING));
    }

    Row kills(Kills what) {
        return put(new Case(Effect.KILL, Route.BOTH, false, what));
    }

    /** The other backend takes over, by another operation, what the first one made. */
    Row takenOverBy(String operation, String from, String to) {
        sequel = new Operation.Sequel(operation, Locator.of(from), to);
        return this;
    }

    Row route(Route other) {
        Case now = now();
        return put(new Case(now.effect(), other, now.repeatable(), now.kills()));
    }

    Row repeatable() {
        Case now = now();
        return put(new Case(now.effect(), now.route(), true, now.kills()));
    }

    /** The request field by which the cases are told apart. */
    Row casesBy(String locator) {
        selector = Locator.of(locator);
        return this;
    }

    /** Begins the case of one value of that field. */
    Row when(String value) {
        when = value;
        return this;
    }

    // ---- what it names and brings ----

    Row names(CredentialKind kind, String locator) {
        return names(kind, locator, null);
    }

    /** A credential of which an answer tells the owner by an object of its own. */
    Row names(CredentialKind kind, String locator, @Nullable String owner) {
        names.add(new Operation.Named(kind, Locator.of(locator), when, owner));
        return this;
    }

    Row client(String... locators) {
        return add(clients, locators);
    }

    Row subject(String... locators) {
        return add(subjects, locators);
    }

    Row spends(String... locators) {
        return add(spends, locators);
    }

    /** What says more of a credential that the request names: its type, or a hint of it. */
    Row qualifies(String... locators) {
        return add(qualifies, locators);
    }

    /** Where a request may choose the value of what it has created, which may exist elsewhere already. */
    Row chooses(CredentialKind kind, String locator) {
        chooses.add(new Operation.Named(kind, Locator.of(locator), null, null));
        return this;
    }

    Row brings(CredentialKind kind, String... locators) {
        for (String locator : locators) {
            brings.add(new Operation.Named(kind, Locator.of(locator), null, null));
        }
        return this;
    }

    Row reveals(String... locators) {
        return add(reveals, locators);
    }

    Row revealsSubject(String... locators) {
        return add(revealsSubject, locators);
    }

    private Row add(List<Locator> to, String... locators) {
        for (String locator : locators) {
            to.add(Locator.of(locator));
        }
        return this;
    }

    // ---- how an answer reads ----

    Row accepts(String... names) {
        return actions(Meaning.DONE, names);
    }

    Row actions(Meaning meaning, String... names) {
        for (String name : names) {
            actions.put(name, meaning);
        }
        return this;
    }

    Row codes(Meaning meaning, String... beginnings) {
        for (String beginning : beginnings) {
            codes.put(beginning, meaning);
        }
        return this;
    }

    Row existence(String pointer) {
        existence = pointer;
        return this;
    }

    Row active() {
        active = true;
        return this;
    }

    Operation build() {
        if (!actions.isEmpty()) {
            for (Map.Entry<String, Meaning> common : COMMON_ACTIONS.entrySet()) {
                actions.putIfAbsent(common.getKey(), common.getValue());
            }
        }
        names.sort(Comparator.comparing(Operation.Named::kind));
        return new Operation(
                id,
                method,
                primaryPath,
                secondaryPath,
                List.copyOf(aliases),
                apiCredentials,
                shape,
                selector,
                Objects.requireNonNull(ordinary, id),
                Map.copyOf(cases),
                List.copyOf(names),
                List.copyOf(clients),
                List.copyOf(subjects),
                List.copyOf(spends),
                fields(),
                List.copyOf(chooses),
                List.copyOf(brings),
                List.copyOf(reveals),
                List.copyOf(revealsSubject),
                new Reading(Map.copyOf(actions), Map.copyOf(codes), existence, active),
                sequel);
    }

    private List<Locator> fields() {
        return Stream.of(
                        Stream.ofNullable(selector),
                        names.stream().map(Operation.Named::at),
                        clients.stream(),
                        subjects.stream(),
                        spends.stream(),
                        chooses.stream().map(Operation.Named::at),
                        qualifies.stream())
                .flatMap(places -> places)
                .distinct()
                .toList();
    }

    private static String primaryStyle(String path) {
        return "/api/{serviceId}" + path;
    }

    private Case now() {
        return Objects.requireNonNull(when == null ? ordinary : cases.get(when), id);
    }

    private Row put(Case one) {
        if (when == null) {
            ordinary = one;
        } else {
            cases.put(when, one);
        }
        return this;
    }
}
