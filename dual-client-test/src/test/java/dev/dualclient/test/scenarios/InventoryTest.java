package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.ClientExtension;
import com.authlete.common.dto.Pair;
import com.authlete.common.dto.Scope;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.inventory.ClientComparison;
import dev.dualclient.migration.inventory.ClientState;
import dev.dualclient.migration.inventory.DurationDifference;
import dev.dualclient.migration.inventory.FieldDifference;
import dev.dualclient.migration.inventory.Inventory;
import dev.dualclient.migration.inventory.InventoryRefusedException;
import dev.dualclient.migration.inventory.InventoryReport;
import dev.dualclient.migration.inventory.InventorySettings;
import dev.dualclient.migration.inventory.InventoryText;
import dev.dualclient.migration.inventory.SecretComparison;
import dev.dualclient.migration.inventory.Severity;
import dev.dualclient.migration.inventory.TokenLife;
import dev.dualclient.migration.report.Rendering;
import dev.dualclient.migration.report.Result;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.server.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the inventory says of the clients and the service of both backends. */
@DualClientTest
class InventoryTest extends TwinScene {

    private InventoryReport compare() {
        return twins.node().dualClient().inventory().compare();
    }

    private static ClientComparison of(InventoryReport report, TestClient client) {
        ClientComparison comparison = report.client(Long.toString(client.id()));
        assertThat(comparison).isNotNull();
        return comparison;
    }

    /** Changes a client at one backend, past Dual Client. */
    private static void change(AuthleteApi backend, TestClient client, Consumer<Client> change) {
        Client held = backend.getClient(client.id());
        change.accept(held);
        backend.updateClient(held);
    }

    @Test
    @Scenario("H1")
    void clientsThatAreAlikeAreTheSameAndAreOnlyRead() {
        List<TestClient> clients = twins.clients(3);
        TestClient open = emulators.client().publicClient().atBoth();
        Map<String, Integer> before = twins.changes();
        InventoryReport report = compare();

        assertThat(report.counts()).containsExactly(Map.entry(ClientState.SAME, 4));
        clients.forEach(client -> assertThat(of(report, client).secret()).isEqualTo(SecretComparison.EQUAL));
        assertThat(of(report, open).secret()).isEqualTo(SecretComparison.NONE);
        assertThat(report.isWhole()).isTrue();
        assertThat(report.result()).isEqualTo(Result.OK);
        assertThat(report.service().differences())
                .extracting(FieldDifference::severity)
                .containsOnly(Severity.NEW);
        assertThat(report.keys().missingAtPrimary()).isEmpty();
        assertThat(twins.changes()).isEqualTo(before);
    }

    /** What both backends show to be equal need not be learned from a first login at the secondary. */
    @Test
    @Scenario("H1")
    void aSecretThatBothShowToBeEqualIsKnownToBe() {
        TestClient client = emulators.client().atBoth();
        DualAuthleteApi api = twins.node();
        api.dualClient().inventory().compare();
        emulators.mark();
        new OAuth(api).login(client);
        assertThat(emulators.calls()).hasToString("3/0");
    }

    @Test
    @Scenario({"H2", "G13"})
    void aRandomSecretDiffersAndIsNotTold() {
        TestClient client = emulators.client().atBothWithRandomSecret();
        InventoryReport report = compare();

        assertThat(of(report, client).state()).isEqualTo(ClientState.SECRET_DIFFERS);
        assertThat(of(report, client).advice()).contains("repair-secrets", "secondary-first");
        String random = emulators.primaryApi().getClient(client.id()).getClientSecret();
        assertThat(Rendering.json(report) + report).doesNotContain(client.secret(), random);
    }

    @Test
    @Scenario("H2")
    void aSecretThatIsNotShownIsUnreadable() {
        try (Emulators hiding = Emulators.start(emulator -> emulator.secretsHidden());
                Twins some = new Twins(hiding)) {
            TestClient client = some.clients(1).get(0);
            InventoryReport report = some.node().dualClient().inventory().compare();
            assertThat(of(report, client).secret()).isEqualTo(SecretComparison.HIDDEN);
            assertThat(of(report, client).state()).isEqualTo(ClientState.UNREADABLE);
        }
    }

    @Test
    void clientsOfOneBackendAloneAndPairsByAliasAreTold() {
        TestClient secondary = emulators.client().atSecondary();
        TestClient primary = emulators.client().atPrimary();
        TestClient paired = emulators.client().atSecondary();
        TestClient pair = emulators
                .client()
                .with(client ->
                        client.setClientIdAlias(Long.toString(paired.id())).setClientIdAliasEnabled(true))
                .atPrimary();
        InventoryReport report = compare();

        assertThat(report.result()).isEqualTo(Result.WARN);
        assertThat(InventoryText.of(report))
                .contains("3.0: 2 clients", "1  only-at-secondary", "1  alias-pair", "run import-clients");
        assertThat(of(report, secondary).state()).isEqualTo(ClientState.ONLY_AT_SECONDARY);
        assertThat(of(report, primary).state()).isEqualTo(ClientState.ONLY_AT_PRIMARY);
        assertThat(of(report, paired).state()).isEqualTo(ClientState.ALIAS_PAIR);
        assertThat(of(report, paired).primaryId()).isEqualTo(Long.toString(pair.id()));
        assertThat(report.client(Long.toString(pair.id()))).isNull();
    }

    @Test
    @Scenario("H10")
    void aLockOfTheSecondaryAloneMustMatch() {
        TestClient client = emulators.client().atBoth();
        emulators.secondaryApi().updateClientLockFlag(Long.toString(client.id()), true);
        InventoryReport report = compare();

        assertThat(of(report, client).state()).isEqualTo(ClientState.DIFFERENT);
        assertThat(of(report, client).differsIn("locked")).isTrue();
        assertThat(report.result()).isEqualTo(Result.FAIL);
    }

    @Test
    @Scenario("H11")
    void aListThatChangesWhileItIsReadIsCompleteOrSaysThatItIsNot() {
        twins.clients(4);
        DualAuthleteApi api = twins.node(builder -> builder.inventory(inventory -> inventory.withPage(2)));
        Fault held =
                emulators.secondary().faults().on("client-get-list").times(2).hang();
        CompletableFuture<InventoryReport> run =
                CompletableFuture.supplyAsync(() -> api.dualClient().inventory().compare());
        Awaitility.await().until(() -> held.hits() > 0);
        TestClient late = emulators.client().atSecondary();
        held.release();
        InventoryReport report = run.join();
        assertThat(report.secondary().complete()).isTrue();
        assertThat(of(report, late).state()).isEqualTo(ClientState.ONLY_AT_SECONDARY);

        emulators
                .secondary()
                .faults()
                .on("client-get-list")
                .answer(200, Map.of(), "{\"resultCode\":\"A000\",\"totalCount\":7,\"clients\":[]}");
        InventoryReport lacking = api.dualClient().inventory().compare();
        assertThat(lacking.result()).isEqualTo(Result.UNKNOWN);
        assertThat(InventoryText.of(lacking)).contains("not complete: clients came and went");
        assertThat(lacking.secondary().complete()).isFalse();
        assertThat(lacking.secondary().problem()).contains("came and went");
        assertThat(lacking.in(ClientState.ONLY_AT_PRIMARY)).isEmpty();
    }

    @Test
    void moreClientsThanAllowedAndNonsenseAreRefused() {
        twins.clients(3);
        InventoryReport report = twins.node(builder -> builder.inventory(inventory -> inventory.withMaxClients(2)))
                .dualClient()
                .inventory()
                .compare();
        assertThat(report.primary().problem()).contains("there are 3 clients", "max-clients is 2");
        for (String name : List.of("page", "calls-per-second", "max-clients")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new InventorySettings(
                            name.equals("calls-per-second") ? 0 : 1,
                            name.equals("page") ? 0 : 1,
                            name.equals("max-clients") ? 0 : 1))
                    .withMessageContaining("dual-client.inventory." + name);
        }
    }

    @Test
    @Scenario("H12")
    void aThrottledRunWaitsAndGoesOn() {
        twins.clients(2);
        emulators
                .secondary()
                .faults()
                .on("client-get-list")
                .times(1)
                .answer(429, Map.of("Retry-After", "1"), "{\"resultCode\":\"A999\"}");
        long start = System.nanoTime();
        InventoryReport report = compare();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(950));
        assertThat(report.counts()).containsExactly(Map.entry(ClientState.SAME, 2));
    }

    @Test
    @Scenario("H12")
    void callsKeepToTheirRate() {
        DualAuthleteApi api = twins.node(builder -> builder.inventory(inventory -> inventory.withCallsPerSecond(10)));
        long start = System.nanoTime();
        api.dualClient().inventory().compare();
        assertThat(emulators.primary().counters().processed("client-get-list")).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(490)); // six of each
    }

    @Test
    @Scenario("H13")
    void whatMeansTheSameIsNoDifference() {
        TestClient client = emulators
                .client()
                .with(registered ->
                        registered.setRedirectUris(new String[] {"https://one.example.com", "https://two.example.com"}))
                .atBoth();
        change(
                emulators.primaryApi(),
                client,
                held -> held.setRedirectUris(new String[] {"https://two.example.com", "https://one.example.com"})
                        .setContacts(new String[0]));
        assertThat(of(compare(), client).state()).isEqualTo(ClientState.SAME);

        change(emulators.primaryApi(), client, held -> held.setGrantTypes(new GrantType[] {GrantType.IMPLICIT}));
        change(emulators.primaryApi(), client, held -> held.setDescription("another one"));
        assertThat(of(compare(), client))
                .satisfies(different -> assertThat(different.state()).isEqualTo(ClientState.DIFFERENT))
                .satisfies(different ->
                        assertThat(different.differsIn("grantTypes")).isTrue())
                .satisfies(different ->
                        assertThat(different.differsIn("description")).isTrue());
    }

    @Test
    @Scenario("H14")
    void aScopeWhoseDurationDiffersShowsWhichClientsAreConcerned() {
        TestClient concerned = twins.clients(1).get(0);
        TestClient overridden = emulators
                .client()
                .with(client -> client.setExtension(new ClientExtension().setAccessTokenDuration(60)))
                .atBoth();
        Scope openid = new Scope().setName("openid");
        twins.change(
                emulators.secondaryApi(), service -> service.setSupportedScopes(new Scope[] {openid, lasting(300)}));
        twins.change(emulators.primaryApi(), service -> service.setSupportedScopes(new Scope[] {openid, lasting(600)}));
        List<DurationDifference> durations = compare().durations();

        assertThat(durations)
                .containsExactly(new DurationDifference(
                        Long.toString(concerned.id()),
                        TokenLife.ACCESS_TOKEN,
                        "brief",
                        Duration.ofSeconds(300),
                        Duration.ofSeconds(600),
                        false));
        assertThat(overridden.id()).isNotEqualTo(concerned.id());
    }

    private static Scope lasting(int seconds) {
        return new Scope()
                .setName("brief")
                .setAttributes(new Pair[] {new Pair("access_token.duration", Integer.toString(seconds))});
    }

    @Test
    @Scenario({"H15", "G13"})
    void theExportSaysTheSameAsTheComparison() throws IOException {
        List<TestClient> clients = twins.clients(2);
        emulators.client().atSecondary();
        emulators.client().atBothWithRandomSecret();
        change(emulators.primaryApi(), clients.get(0), held -> held.setParRequired(true));
        Inventory inventory = twins.node().dualClient().inventory();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        inventory.export(file);
        InventoryReport compared = inventory.compare();
        InventoryReport fromFile = Inventory.compare(new ByteArrayInputStream(file.toByteArray()));

        JsonNode export = JsonMapper.shared().readTree(file.toByteArray());
        assertThat(differingByHand(export))
                .isEqualTo(Map.of(Long.toString(clients.get(0).id()), Set.of("parRequired")));
        assertThat(differing(compared)).isEqualTo(differingByHand(export));
        assertThat(differing(fromFile)).isEqualTo(differingByHand(export));
        assertThat(fromFile.in(ClientState.ONLY_AT_SECONDARY))
                .extracting(ClientComparison::clientId)
                .containsExactlyElementsOf(compared.in(ClientState.ONLY_AT_SECONDARY).stream()
                        .map(ClientComparison::clientId)
                        .toList());
        assertThat(file.toString(StandardCharsets.UTF_8))
                .doesNotContain(clients.get(0).secret(), "\"clientSecret\"", "apiSecret", "\\\"d\\\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Inventory.compare(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("inventory export");
        String listless = "{\"primary\":{\"list\":{}},\"secondary\":{\"list\":{}}}";
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Inventory.compare(new ByteArrayInputStream(listless.getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("how much of the clients was seen");
    }

    private static Map<String, Set<String>> differing(InventoryReport report) {
        Map<String, Set<String>> fields = new HashMap<>();
        report.clients()
                .forEach(client -> client.differences().stream()
                        .filter(field -> field.severity() != Severity.NEW)
                        .forEach(field -> fields.computeIfAbsent(client.clientId(), id -> new TreeSet<>())
                                .add(field.field())));
        return fields;
    }

    /** As a person with a text tool would compare two files, apart from what always differs. */
    private static Map<String, Set<String>> differingByHand(JsonNode export) {
        Set<String> always = Set.of(
                "createdAt",
                "modifiedAt",
                "number",
                "inScopeForTokenMigration",
                "clientIdAlias",
                "clientIdAliasEnabled");
        Map<String, Set<String>> fields = new HashMap<>();
        for (JsonNode one : export.path("secondary").path("clients")) {
            for (JsonNode other : export.path("primary").path("clients")) {
                if (one.path("clientId").asLong() == other.path("clientId").asLong()) {
                    Set<String> names = new TreeSet<>(one.propertyNames());
                    names.addAll(other.propertyNames());
                    names.removeIf(name -> always.contains(name)
                            || one.path(name).toString().equals(other.path(name).toString())
                            || isNothing(one.path(name)) && isNothing(other.path(name)));
                    if (!names.isEmpty()) {
                        fields.put(one.path("clientId").asString(), names);
                    }
                }
            }
        }
        return fields;
    }

    private static boolean isNothing(JsonNode value) {
        return Set.of("", "null", "false", "0", "[]").contains(value.toString());
    }

    @Test
    @Scenario("G14")
    void ofTwoInventoriesAtOnceOneIsRefused() {
        DualAuthleteApi api = twins.node();
        Fault held = emulators.primary().faults().on("client-get-list").hang();
        CompletableFuture<InventoryReport> first =
                CompletableFuture.supplyAsync(() -> api.dualClient().inventory().compare());
        Awaitility.await().until(() -> held.hits() > 0);
        assertThatThrownBy(() -> api.dualClient().inventory().compare())
                .isInstanceOf(InventoryRefusedException.class)
                .hasMessageContaining("under way");
        held.release();
        assertThat(api.dualClient().inventory().last()).isIn(first.join(), null);
    }
}
