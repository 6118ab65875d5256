package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.ClientExtension;
import com.authlete.common.dto.TokenResponse.Action;
import com.authlete.common.types.GrantType;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.inventory.ClientState;
import dev.dualclient.migration.inventory.Inventory;
import dev.dualclient.migration.inventory.InventoryRefusedException;
import dev.dualclient.migration.inventory.Repair;
import dev.dualclient.migration.inventory.RepairPlan;
import dev.dualclient.migration.inventory.RepairReport;
import dev.dualclient.migration.inventory.RepairRequest;
import dev.dualclient.migration.inventory.StepResult;
import dev.dualclient.migration.report.Rendering;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.TestClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repairs of what differs at the primary: planned, then applied. */
@DualClientTest
class RepairTest extends TwinScene {

    private static final RepairRequest SECRETS = RepairRequest.of(Repair.REPAIR_SECRETS);
    private static final RepairRequest METADATA = RepairRequest.of(Repair.REPAIR_METADATA);
    private static final RepairRequest SETTINGS = RepairRequest.of(Repair.REPAIR_SETTINGS);

    private static StepResult only(RepairReport report) {
        assertThat(report.steps()).hasSize(1);
        return report.steps().get(0);
    }

    private String secretAt(AuthleteApi backend, TestClient client) {
        return backend.getClient(client.id()).getClientSecret();
    }

    private static Action authenticates(AuthleteApi api, TestClient client, String secret) {
        return new OAuth(api)
                .clientCredentials(new TestClient(client.id(), secret, client.redirectUri()))
                .getAction();
    }

    @Test
    @Scenario({"H3", "G13"})
    void aRandomSecretIsReplacedByThatOfTheSecondary() {
        TestClient client = emulators.client().atBothWithRandomSecret();
        String random = secretAt(emulators.primaryApi(), client);
        DualAuthleteApi api = twins.node();
        RepairPlan plan = api.dualClient().inventory().plan(SECRETS);
        assertThat(secretAt(emulators.primaryApi(), client)).isEqualTo(random);
        RepairReport report = api.dualClient().inventory().apply(plan, REASON);

        assertThat(only(report).result()).isEqualTo(StepResult.Ending.DONE);
        assertThat(secretAt(emulators.primaryApi(), client)).isEqualTo(client.secret());
        assertThat(secretAt(emulators.secondaryApi(), client)).isEqualTo(client.secret());
        assertThat(authenticates(api, client, random)).isEqualTo(Action.INVALID_CLIENT);
        emulators.mark();
        assertThat(authenticates(api, client, "a-wrong-one")).isEqualTo(Action.INVALID_CLIENT);
        assertThat(emulators.calls()).hasToString("1/0"); // its refusal is final
        emulators.mark();
        new OAuth(api).login(client);
        assertThat(emulators.calls()).hasToString("3/0");
        assertThat(Rendering.json(plan) + Rendering.json(report) + plan + report)
                .doesNotContain(client.secret(), random);
        assertThat(api.dualClient().inventory().plan(SECRETS).steps()).isEmpty();
    }

    @Test
    @Scenario("H4")
    void aSecretThatThePrimaryHasAcceptedIsReplacedByForceOnly() {
        TestClient client = emulators.client().atBothWithRandomSecret();
        String inUse = secretAt(emulators.primaryApi(), client);
        DualAuthleteApi api = twins.node();
        assertThat(authenticates(api, client, inUse)).isEqualTo(Action.OK);
        RepairReport refused = applied(api, SECRETS);
        assertThat(only(refused).result()).isEqualTo(StepResult.Ending.REFUSED);
        assertThat(only(refused).detail()).contains("force");
        assertThat(secretAt(emulators.primaryApi(), client)).isEqualTo(inUse);

        RepairReport forced = applied(api, SECRETS.withForce(Set.of(Long.toString(client.id()))));
        assertThat(only(forced).result()).isEqualTo(StepResult.Ending.DONE);
        assertThat(secretAt(emulators.primaryApi(), client)).isEqualTo(client.secret());
        assertThat(authenticates(api, client, inUse)).isEqualTo(Action.INVALID_CLIENT);
    }

    @Test
    @Scenario("H5")
    void aSecretThatIsChangedBetweenPlanAndApplyStays() {
        TestClient client = emulators.client().atBothWithRandomSecret();
        DualAuthleteApi api = twins.node();
        DualAuthleteApi other = twins.node();
        RepairPlan plan = api.dualClient().inventory().plan(SECRETS);
        other.updateClientSecret(client.id(), "a-newer-secret");

        assertThatThrownBy(() -> api.dualClient().inventory().apply(plan, REASON))
                .isInstanceOf(InventoryRefusedException.class)
                .hasMessageContaining("out of date");
        assertThat(secretAt(emulators.primaryApi(), client)).isEqualTo("a-newer-secret");
        assertThat(secretAt(emulators.secondaryApi(), client)).isEqualTo("a-newer-secret");
    }

    /** The last moment at which it can be changed: the plan was made again, and its secret read. By force, for else what
     * Dual Client has set stands anyway. */
    @Test
    @Scenario("H5")
    void aSecretThatIsChangedWhileThePlanIsAppliedStays() {
        TestClient client = emulators.client().atBothWithRandomSecret();
        DualAuthleteApi api = twins.node();
        DualAuthleteApi other = twins.node();
        RepairPlan plan = api.dualClient().inventory().plan(SECRETS.withForce(Set.of(Long.toString(client.id()))));
        var held = emulators
                .secondary()
                .faults()
                .on("client-get")
                .times(1)
                .afterProcessing()
                .hang();
        var run =
                CompletableFuture.supplyAsync(() -> api.dualClient().inventory().apply(plan, REASON));
        Awaitility.await().until(() -> held.hits() > 0);
        other.updateClientSecret(client.id(), "a-newer-secret");
        held.release();

        assertThat(only(run.join()).result()).isEqualTo(StepResult.Ending.REFUSED);
        assertThat(only(run.join()).detail()).contains("was changed through Dual Client");
        assertThat(secretAt(emulators.primaryApi(), client)).isEqualTo("a-newer-secret");
        assertThat(secretAt(emulators.secondaryApi(), client)).isEqualTo("a-newer-secret");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Scenario("H6")
    void whatThePrimaryDoesNotAnswerIsPendingAndDeliveredLater(boolean processed) {
        TestClient first = emulators.client().atBothWithRandomSecret();
        TestClient second = emulators.client().atBothWithRandomSecret();
        MovableTime time = new MovableTime();
        DualAuthleteApi api = twins.node(builder -> builder.time(time));
        var fault = emulators.primary().faults().on("client-secret-update").times(1);
        (processed ? fault.afterProcessing() : fault).answer(500);
        RepairReport report = applied(api, SECRETS);

        assertThat(report.steps())
                .extracting(StepResult::result)
                .containsExactlyInAnyOrder(StepResult.Ending.PENDING, StepResult.Ending.DONE);
        assertThat(report.isDone()).isTrue();
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofMinutes(1));
            api.dualClient().tick();
        }
        for (TestClient client : new TestClient[] {first, second}) {
            assertThat(secretAt(emulators.primaryApi(), client)).isEqualTo(client.secret());
            assertThat(secretAt(emulators.secondaryApi(), client)).isEqualTo(client.secret());
        }
        assertThat(api.dualClient().outbox().rows()).isEmpty();
        assertThat(api.dualClient().inventory().compare().counts()).containsOnlyKeys(ClientState.SAME);
    }

    @Test
    @Scenario("H10")
    void aClientThatIsLockedAtTheSecondaryIsLockedAtThePrimary() {
        TestClient client = emulators.client().atBoth();
        emulators.secondaryApi().updateClientLockFlag(Long.toString(client.id()), true);
        DualAuthleteApi api = twins.node();
        RepairReport report = applied(api, METADATA);

        assertThat(only(report).result()).isEqualTo(StepResult.Ending.DONE);
        assertThat(emulators.primaryApi().getClient(client.id()).isLocked()).isTrue();
        assertThat(emulators.secondaryApi().getClient(client.id()).isLocked()).isTrue();
        assertThat(api.dualClient().inventory().compare().counts()).containsOnlyKeys(ClientState.SAME);
    }

    @Test
    @Scenario("H10")
    void aLockIsNeverTakenAway() {
        TestClient client = emulators.client().atBoth();
        emulators.primaryApi().updateClientLockFlag(Long.toString(client.id()), true);
        RepairReport report = applied(twins.node(), METADATA);

        assertThat(only(report).result()).isEqualTo(StepResult.Ending.REFUSED);
        assertThat(only(report).detail()).contains("by hand");
        assertThat(emulators.primaryApi().getClient(client.id()).isLocked()).isTrue();
    }

    @Test
    void metadataBecomesThatOfTheSecondaryAndNothingElseChanges() {
        TestClient client = emulators.client().atBoth();
        Consumer<Client> change = held -> held.setParRequired(true)
                .setGrantTypes(new GrantType[] {GrantType.CLIENT_CREDENTIALS})
                .setExtension(new ClientExtension().setAccessTokenDuration(77));
        Client held = emulators.primaryApi().getClient(client.id());
        change.accept(held);
        emulators.primaryApi().updateClient(held);
        DualAuthleteApi api = twins.node();
        Client before = emulators.secondaryApi().getClient(client.id());
        RepairPlan plan = api.dualClient().inventory().plan(METADATA);
        assertThat(plan.steps().get(0).actions().toString())
                .contains("parRequired", "grantTypes", "extension.accessTokenDuration");
        RepairReport report = api.dualClient().inventory().apply(plan, REASON);

        assertThat(only(report).result()).isEqualTo(StepResult.Ending.DONE);
        assertThat(api.dualClient().inventory().compare().counts()).containsOnlyKeys(ClientState.SAME);
        assertThat(emulators.secondaryApi().getClient(client.id()).getModifiedAt())
                .isEqualTo(before.getModifiedAt());
        assertThat(secretAt(emulators.primaryApi(), client)).isEqualTo(client.secret());
    }

    @Test
    @Scenario("H16")
    void settingsBecomeThoseOfTheSecondaryWithoutItsKeys() throws JOSEException {
        String other = new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("later").generate()).toString(false);
        twins.change(emulators.secondaryApi(), service -> service.setJwks(other).setRefreshTokenKept(true));
        String before = emulators.primaryApi().getServiceJwks();
        int asked = emulators.secondary().counters().processed("private-keys")
                + emulators.primary().counters().processed("private-keys");
        DualAuthleteApi api = twins.node();
        RepairPlan plan = api.dualClient().inventory().plan(SETTINGS);
        assertThat(plan.steps().toString()).contains("refreshTokenKept").doesNotContain("later");
        RepairReport report = api.dualClient().inventory().apply(plan, REASON);

        assertThat(only(report).result()).isEqualTo(StepResult.Ending.DONE);
        assertThat(emulators.primaryApi().getService(twins.serviceId()).isRefreshTokenKept())
                .isTrue();
        assertThat(emulators.primaryApi().getServiceJwks()).isEqualTo(before);
        assertThat(emulators.secondary().counters().processed("private-keys")
                        + emulators.primary().counters().processed("private-keys"))
                .isEqualTo(asked);
    }

    @Test
    @Scenario({"H16", "G13"})
    void keysAreAddedWhereThatIsAskedFor() throws Exception {
        String other = new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("later").generate()).toString(false);
        twins.change(emulators.secondaryApi(), service -> service.setJwks(other));
        DualAuthleteApi api = twins.node();
        RepairPlan plan = api.dualClient().inventory().plan(SETTINGS.withIncludeKeys(true));
        assertThat(plan.steps().toString()).contains("adds the key later");
        RepairReport report = api.dualClient().inventory().apply(plan, REASON);

        assertThat(only(report).result()).isEqualTo(StepResult.Ending.DONE);
        assertThat(JWKSet.parse(emulators
                                .primaryApi()
                                .getService(twins.serviceId())
                                .getJwks())
                        .getKeyByKeyId("later"))
                .isNotNull();
        assertThat(Rendering.json(plan) + report).doesNotContain("\"d\"", other.substring(20, 60));
    }

    @Test
    void badRequestsChangeNothingAndSayWhatToDo() {
        TestClient client = emulators.client().atBothWithRandomSecret();
        String random = secretAt(emulators.primaryApi(), client);
        DualAuthleteApi api = twins.node();
        Inventory inventory = api.dualClient().inventory();
        RepairPlan plan = inventory.plan(SECRETS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> inventory.apply(plan, " "))
                .withMessageContaining("reason");
        assertThatThrownBy(() -> inventory.apply("no-such-plan", SECRETS, REASON))
                .hasMessageContaining("out of date");
        assertThatThrownBy(() -> inventory.plan(SECRETS.withClients(Set.of("4711"))))
                .hasMessageContaining("4711");
        emulators.secondary().faults().on("client-get-list").answer(403, Map.of(), "{\"resultCode\":\"A028201\"}");
        assertThatThrownBy(() -> inventory.apply(plan, REASON)).hasMessageContaining("not all clients could be read");
        emulators.secondary().faults().clear();
        api.dualClient().stages().change(policy -> policy.withMaintenance(true), REASON);
        assertThatThrownBy(() -> inventory.apply(plan, REASON)).hasMessageContaining("maintenance");
        assertThat(secretAt(emulators.primaryApi(), client)).isEqualTo(random);
    }

    @Test
    @Scenario("G5")
    void nothingIsAppliedWhileSomeClientsAreHidden() {
        try (Emulators partial = Emulators.start(emulator -> emulator.clientsInView(1));
                Twins some = new Twins(partial)) {
            some.clients(2);
            Inventory inventory = some.node().dualClient().inventory();
            assertThatThrownBy(() -> inventory.plan(RepairRequest.of(Repair.IMPORT_CLIENTS)))
                    .isInstanceOf(InventoryRefusedException.class)
                    .hasMessageContaining("1 of 2");
        }
    }

    @Test
    void aPlanOfSettingsNeedsBothServices() {
        twins.change(emulators.secondaryApi(), service -> service.setIssuer(URI.create("http://other.example")));
        DualAuthleteApi api = twins.node(builder -> builder.secondary(
                        secondary -> secondary.ownerApiKey(null).ownerApiSecret(null))
                .stage(Stage.PRIMARY_FIRST));
        assertThat(api.dualClient().inventory().plan(SETTINGS).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.refusal()).contains("owner-api-key"));
    }
}
