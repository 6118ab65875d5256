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
final class OperationBuilder {

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

    private OperationBuilder(String id, String method, String path) {
        this.id = id;
        this.method = method;
        this.primaryPath = primaryStyle(path);
        this.secondaryPath = "/api" + path;
    }

    /** Begins a row; the path is written without {@code /api} and without the service id of 3.0. */
    static OperationBuilder get(String id, String path) {
        return new OperationBuilder(id, "GET", path);
    }

    static OperationBuilder post(String id, String path) {
        return new OperationBuilder(id, "POST", path);
    }

    static OperationBuilder delete(String id, String path) {
        return new OperationBuilder(id, "DELETE", path);
    }

    // ---- where it is ----

    /** Another method and path that both versions document. */
    OperationBuilder also(String otherMethod, String path) {
        aliases.add(new Operation.Alias(Side.SECONDARY, otherMethod, "/api" + path));
        return alsoAtPrimary(otherMethod, path);
    }

    OperationBuilder alsoAtPrimary(String otherMethod, String path) {
        aliases.add(new Operation.Alias(Side.PRIMARY, otherMethod, primaryStyle(path)));
        return this;
    }

    /** The whole path at 3.0 where it is not that of 2.3 behind the service id. */
    OperationBuilder primaryPath(String path) {
        primaryPath = path;
        return this;
    }

    /** Authlete 3.0 has it, 2.3 does not. */
    OperationBuilder primaryAlone() {
        secondaryPath = null;
        return route(Route.PRIMARY_ONLY);
    }

    OperationBuilder credentials(ApiCredentials needed) {
        apiCredentials = needed;
        return this;
    }

    OperationBuilder answers(AnswerShape expected) {
        shape = expected;
        return this;
    }

    // ---- what it does ----

    OperationBuilder reads() {
        return put(new Case(Effect.READ, Route.LEADER_FIRST, true, Kills.NOTHING));
    }

    OperationBuilder creates() {
        return put(new Case(Effect.CREATE, Route.LEADER_FIRST, false, Kills.NOTHING));
    }

    OperationBuilder consumes() {
        return put(new Case(Effect.CONSUME, Route.LEADER_FIRST, false, Kills.NOTHING));
    }

    OperationBuilder updates() {
        return put(new Case(Effect.UPDATE, Route.BOTH, false, Kills.NOTHING));
    }

    OperationBuilder kills(Kills what) {
        return put(new Case(Effect.KILL, Route.BOTH, false, what));
    }

    /** The other backend takes over, by another operation, what the first one made. */
    OperationBuilder takenOverBy(String operation, String from, String to) {
        sequel = new Operation.Sequel(operation, Locator.of(from), to);
        return this;
    }

    OperationBuilder route(Route other) {
        Case now = now();
        return put(new Case(now.effect(), other, now.repeatable(), now.kills()));
    }

    OperationBuilder repeatable() {
        Case now = now();
        return put(new Case(now.effect(), now.route(), true, now.kills()));
    }

    /** The request field by which the cases are told apart. */
    OperationBuilder casesBy(String locator) {
        selector = Locator.of(locator);
        return this;
    }

    /** Begins the case of one value of that field. */
    OperationBuilder when(String value) {
        when = value;
        return this;
    }

    // ---- what it names and brings ----

    OperationBuilder names(CredentialKind kind, String locator) {
        return names(kind, locator, null);
    }

    /** A credential of which an answer tells the owner by an object of its own. */
    OperationBuilder names(CredentialKind kind, String locator, @Nullable String owner) {
        return names(kind, Operation.By.VALUE, locator, owner);
    }

    /** A credential that is named by something else than its value, and only where no value is given. */
    OperationBuilder names(CredentialKind kind, Operation.By by, String locator) {
        return names(kind, by, locator, null);
    }

    private OperationBuilder names(CredentialKind kind, Operation.By by, String locator, @Nullable String owner) {
        names.add(new Operation.Named(kind, by, Locator.of(locator), when, owner));
        return this;
    }

    OperationBuilder client(String... locators) {
        return add(clients, locators);
    }

    OperationBuilder subject(String... locators) {
        return add(subjects, locators);
    }

    OperationBuilder spends(String... locators) {
        return add(spends, locators);
    }

    /** What says more of a credential that the request names: its type, or a hint of it. */
    OperationBuilder qualifies(String... locators) {
        return add(qualifies, locators);
    }

    /** Where a request may choose the value of what it has created, which may exist elsewhere already. */
    OperationBuilder chooses(CredentialKind kind, String locator) {
        chooses.add(new Operation.Named(kind, Operation.By.VALUE, Locator.of(locator), null, null));
        return this;
    }

    OperationBuilder brings(CredentialKind kind, String... locators) {
        for (String locator : locators) {
            brings.add(new Operation.Named(kind, Operation.By.VALUE, Locator.of(locator), null, null));
        }
        return this;
    }

    OperationBuilder reveals(String... locators) {
        return add(reveals, locators);
    }

    OperationBuilder revealsSubject(String... locators) {
        return add(revealsSubject, locators);
    }

    private OperationBuilder add(List<Locator> to, String... locators) {
        for (String locator : locators) {
            to.add(Locator.of(locator));
        }
        return this;
    }

    // ---- how an answer reads ----

    OperationBuilder accepts(String... names) {
        return actions(Meaning.DONE, names);
    }

    OperationBuilder actions(Meaning meaning, String... names) {
        for (String name : names) {
            actions.put(name, meaning);
        }
        return this;
    }

    OperationBuilder codes(Meaning meaning, String... beginnings) {
        for (String beginning : beginnings) {
            codes.put(beginning, meaning);
        }
        return this;
    }

    OperationBuilder existence(String pointer) {
        existence = pointer;
        return this;
    }

    OperationBuilder active() {
        active = true;
        return this;
    }

    Operation build() {
        if (!actions.isEmpty()) {
            for (Map.Entry<String, Meaning> common : COMMON_ACTIONS.entrySet()) {
                actions.putIfAbsent(common.getKey(), common.getValue());
            }
        }
        names.sort(Comparator.comparing(Operation.Named::kind).thenComparing(Operation.Named::by));
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
                new AnswerMapping(Map.copyOf(actions), Map.copyOf(codes), existence, active),
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

    private OperationBuilder put(Case one) {
        if (when == null) {
            ordinary = one;
        } else {
            cases.put(when, one);
        }
        return this;
    }
}
