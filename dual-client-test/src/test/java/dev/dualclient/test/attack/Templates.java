package dev.dualclient.test.attack;

import dev.dualclient.operation.Case;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Effect;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Operation.Named;
import dev.dualclient.test.attack.Template.Part;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Valid requests of every operation in the catalogue. Where the credentials, client and subject stand is taken from there;
 * what else a request needs stands here.
 */
final class Templates {

    private static final String MADE_UP = "made-up";
    private static final String CALLBACK = "https%3A%2F%2Fclient.example%2Fcb";
    private static final String[] CODE_REQUEST = {
        "/parameters?response_type=code",
        "/parameters?redirect_uri=" + CALLBACK,
        "/parameters?scope=openid%20read",
        "/parameters?state=s"
    };
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN_TYPE = "urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token";

    /** What an operation, or a case of it, needs besides. */
    private static final Map<String, String[]> MORE = Map.ofEntries(
            Map.entry("auth-authorization", CODE_REQUEST),
            Map.entry("pushed-auth-req", CODE_REQUEST),
            Map.entry("auth-authorization-fail", new String[] {"/reason=DENIED"}),
            Map.entry("auth-token-fail", new String[] {"/reason=UNKNOWN"}),
            Map.entry("backchannel-authentication-fail", new String[] {"/reason=ACCESS_DENIED"}),
            Map.entry("backchannel-authentication-complete", new String[] {"/result=AUTHORIZED"}),
            Map.entry("device-complete", new String[] {"/result=AUTHORIZED"}),
            Map.entry(
                    "backchannel-authentication",
                    new String[] {"/parameters?scope=openid", "/parameters?login_hint=john"}),
            Map.entry("device-authorization", new String[] {"/parameters?scope=read"}),
            Map.entry("auth-token:authorization_code", new String[] {"/parameters?redirect_uri=" + CALLBACK}),
            Map.entry("auth-token:password", new String[] {"/parameters?username=john", "/parameters?password=pw"}),
            Map.entry("auth-token:" + EXCHANGE, new String[] {
                "/parameters?subject_token_type=" + ACCESS_TOKEN_TYPE,
                "/parameters?actor_token_type=" + ACCESS_TOKEN_TYPE
            }),
            Map.entry("auth-token-create", new String[] {"/grantType=AUTHORIZATION_CODE", "/scopes=[\"read\"]"}),
            Map.entry("auth-token-update", new String[] {"/scopes=[\"read\"]"}),
            Map.entry("auth-introspection", new String[] {"/scopes=[\"openid\"]"}),
            Map.entry("auth-introspection-standard", new String[] {"/parameters?token_type_hint=access_token"}),
            Map.entry("client-secret-update", new String[] {"/clientSecret=another-secret-of-the-client-0123456789"}),
            Map.entry("client-update", new String[] {"/clientName=renamed", "/clientType=CONFIDENTIAL"}),
            Map.entry("client-create", new String[] {"/clientName=new"}),
            Map.entry("client-requestable-scopes-update", new String[] {"/requestableScopes=[\"read\"]"}),
            Map.entry("client-authorization-update", new String[] {"/scopes=[\"read\"]"}),
            Map.entry("misc-echo", new String[] {"?a=b"}));

    /** Which fields requests of an operation have, where a request does not have all of them. */
    private static final Map<String, List<Set<String>>> CHOICES = Map.of(
            "auth-token-revoke",
            List.of(
                    Set.of("/accessTokenIdentifier"),
                    Set.of("/refreshTokenIdentifier"),
                    Set.of("/clientIdentifier"),
                    Set.of("/subject"),
                    Set.of("/clientIdentifier", "/subject"),
                    Set.of("/accessTokenIdentifier", "/clientIdentifier"),
                    Set.of("/refreshTokenIdentifier", "/clientIdentifier", "/subject")),
            "auth-token-get-list",
            List.of(Set.of(), Set.of("?clientIdentifier"), Set.of("?clientIdentifier", "?subject")),
            "auth-token-update",
            List.of(Set.of("/accessToken"), Set.of("/refreshToken")));

    private Templates() {}

    static List<Template> all() {
        List<Template> all = new ArrayList<>();
        for (Operation operation : Catalogue.operations()) {
            List<@Nullable String> cases =
                    new ArrayList<>(new TreeSet<>(operation.cases().keySet()));
            if (!operation.id().equals("auth-token")) {
                cases.add(0, null);
            }
            for (String selected : cases) {
                for (Role role : roles(operation)) {
                    of(operation, selected, role).forEach(all::add);
                }
            }
        }
        return all;
    }

    private static List<Role> roles(Operation operation) {
        boolean tokens = operation.names().stream().anyMatch(named -> isToken(named.kind()));
        return tokens
                ? List.of(Role.values())
                : operation.names().isEmpty() ? List.of(Role.LIVE) : List.of(Role.LIVE, Role.SPENT);
    }

    private static boolean isToken(CredentialKind kind) {
        return kind == CredentialKind.ACCESS_TOKEN || kind == CredentialKind.REFRESH_TOKEN;
    }

    private static Stream<Template> of(Operation operation, @Nullable String selected, Role role) {
        Case kind = selected == null
                ? operation.ordinary()
                : Objects.requireNonNull(operation.cases().get(selected));
        boolean ofClient = operation.clients().contains(Locator.of("/parameters?client_id"))
                && operation.clients().size() > 1;
        List<CredentialKind> preferred = ambiguous(operation)
                ? List.of(CredentialKind.ACCESS_TOKEN, CredentialKind.REFRESH_TOKEN)
                : List.of(CredentialKind.ACCESS_TOKEN);
        List<Template> templates = new ArrayList<>();
        for (CredentialKind first : preferred) {
            for (Set<String> fields : CHOICES.getOrDefault(operation.id(), List.of(Set.of("*")))) {
                for (boolean publicClient : ofClient ? new boolean[] {false, true} : new boolean[] {false}) {
                    List<Part> parts = parts(operation, selected, role, first, fields);
                    if (ofClient) {
                        parts.addAll(client(publicClient));
                    }
                    templates.add(new Template(operation, kind, role, publicClient, List.copyOf(parts)));
                }
            }
        }
        return templates.stream();
    }

    /** Whether two kinds of tokens may stand at one place. */
    private static boolean ambiguous(Operation operation) {
        return operation.names().stream().map(Named::at).distinct().count()
                < operation.names().size();
    }

    private static List<Part> client(boolean publicClient) {
        return publicClient
                ? List.of(Part.of("/parameters?client_id=" + Thing.CLIENT.text()))
                : List.of(Part.of("/clientId=" + Thing.CLIENT.text()), Part.of("/clientSecret=" + Thing.SECRET.text()));
    }

    private static List<Part> parts(
            Operation operation, @Nullable String selected, Role role, CredentialKind first, Set<String> fields) {
        List<Part> parts = new ArrayList<>();
        if (operation.selector() != null && selected != null) {
            parts.add(new Part(operation.selector(), selected));
        }
        List<Locator> taken = new ArrayList<>();
        for (CredentialKind kind : kinds(first)) {
            for (Named named : operation.names()) {
                boolean belongs = named.only() == null || named.only().equals(selected);
                if (named.kind() == kind && belongs && isChosen(named.at(), fields) && !taken.contains(named.at())) {
                    taken.add(named.at());
                    Thing thing = Thing.of(kind, role, operation.id());
                    parts.add(new Part(named.at(), thing == null ? MADE_UP : thing.text()));
                }
            }
        }
        boolean ofClient = operation.clients().size() > 1 && !operation.id().equals("auth-token-create");
        operation.clients().stream()
                .filter(at -> !ofClient && isChosen(at, fields))
                .limit(1)
                .forEach(at -> parts.add(new Part(at, client(operation, role).text())));
        operation.subjects().stream()
                .filter(at -> isChosen(at, fields))
                .limit(1)
                .forEach(at -> parts.add(new Part(at, Arena.SUBJECT)));
        for (String key : List.of(operation.id(), operation.id() + ":" + selected)) {
            Arrays.stream(MORE.getOrDefault(key, new String[0])).map(Part::of).forEach(parts::add);
        }
        addUnnamed(operation, parts);
        return parts;
    }

    private static List<CredentialKind> kinds(CredentialKind first) {
        List<CredentialKind> kinds = new ArrayList<>(List.of(CredentialKind.values()));
        kinds.remove(first);
        kinds.add(0, first);
        return kinds;
    }

    private static boolean isChosen(Locator at, Set<String> fields) {
        return fields.contains("*") || fields.stream().map(Locator::of).anyMatch(at::equals);
    }

    /** An operator may call a client by its alias. */
    private static Thing client(Operation operation, Role role) {
        boolean read = operation.ordinary().effect() == Effect.READ;
        return read && role != Role.LIVE ? Thing.ALIAS : Thing.CLIENT;
    }

    /** Variables of the path that nothing is decided by. */
    private static void addUnnamed(Operation operation, List<Part> parts) {
        for (String segment : operation.primaryPath().split("/")) {
            boolean variable = segment.startsWith("{") && !segment.equals("{serviceId}");
            if (variable && parts.stream().noneMatch(part -> part.at().equals(Locator.of(segment)))) {
                parts.add(new Part(Locator.of(segment), segment.equals("{service}") ? Arena.SERVICE : MADE_UP));
            }
        }
    }
}
