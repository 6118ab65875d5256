package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.Client;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.migration.inventory.ClientState;
import dev.dualclient.migration.inventory.Inventory;
import dev.dualclient.migration.inventory.InventoryText;
import dev.dualclient.migration.inventory.PlanStep;
import dev.dualclient.migration.inventory.Repair;
import dev.dualclient.migration.inventory.RepairPlan;
import dev.dualclient.migration.inventory.RepairReport;
import dev.dualclient.migration.inventory.RepairRequest;
import dev.dualclient.migration.inventory.StepResult;
import dev.dualclient.migration.report.Result;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.DualClientTest;
import dev.dualclient.test.TestClient;
import dev.dualclient.test.scenarios.OAuth.Tokens;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that the secondary alone holds, created at the primary by the API. */
@DualClientTest
class ClientImportTest extends TwinScene {

    private static final RepairRequest IMPORT = RepairRequest.of(Repair.IMPORT_CLIENTS);

    private Client[] atPrimary() {
        Client[] clients = emulators.primaryApi().getClientList().getClients();
        return clients == null ? new Client[0] : clients;
    }

    @Test
    @Scenario("H7")
    void anImportedClientKeepsItsNameAndItsSecretAndIsKilledAtBoth() {
        TestClient client = emulators.client().atSecondary();
        DualAuthleteApi api = twins.node();
        RepairPlan plan = api.dualClient().inventory().plan(IMPORT);
        assertThat(plan.steps().get(0).losses())
                .anySatisfy(loss -> assertThat(loss).contains("id of its own"))
                .anySatisfy(loss -> assertThat(loss).contains("tokens are not copied"))
                .anySatisfy(loss -> assertThat(loss).contains("time of creation"));
        assertThat(InventoryText.of(plan)).contains("plan " + plan.id(), "client-create at 3.0", "lost: ");
        assertThat(atPrimary()).isEmpty();
        RepairReport report = api.dualClient().inventory().apply(plan, REASON);

        assertThat(report.result()).isEqualTo(Result.OK);
        assertThat(InventoryText.of(report)).contains(client.id() + ": done, 3.0 holds it as");
        long number = atPrimary()[0].getClientId();
        assertThat(report.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.result()).isEqualTo(StepResult.Ending.DONE))
                .satisfies(step -> assertThat(step.detail()).contains(Long.toString(number)));
        assertThat(number).isNotEqualTo(client.id());
        Tokens tokens = new OAuth(emulators.primaryApi()).login(client); // by its old client_id and secret
        DualAuthleteApi later = twins.node(builder -> builder.stage(Stage.PRIMARY_FIRST));
        assertThat(new OAuth(later).isActive(tokens.access())).isTrue();
        assertThat(emulators.secondaryApi().getClientList().getClients()).hasSize(1);
        assertThat(api.dualClient().inventory().compare().counts()).containsOnlyKeys(ClientState.ALIAS_PAIR);
        assertThat(applied(api, IMPORT).steps()).isEmpty();
        later.updateClientLockFlag(Long.toString(client.id()), true);
        assertThat(emulators.primaryApi().getClient(number).isLocked()).isTrue();
        assertThat(emulators.secondaryApi().getClient(client.id()).isLocked()).isTrue();
    }

    @Test
    @Scenario("H8")
    void aSecondNameIsLostOnlyWhereThatIsAccepted() {
        TestClient client = emulators
                .client()
                .with(registered -> registered.setClientIdAlias("web").setClientIdAliasEnabled(true))
                .atSecondary();
        String id = Long.toString(client.id());
        DualAuthleteApi api = twins.node();
        PlanStep step = api.dualClient().inventory().plan(IMPORT).steps().get(0);
        assertThat(step.refusal()).contains("lose the name web", "accept");
        assertThat(InventoryText.of(api.dualClient().inventory().plan(IMPORT))).contains("not done: it would lose");
        assertThat(applied(api, IMPORT).steps().get(0).result()).isEqualTo(StepResult.Ending.REFUSED);
        assertThat(atPrimary()).isEmpty();

        assertThat(api.dualClient()
                        .inventory()
                        .plan(IMPORT.withKeepAlias(Set.of(id)))
                        .steps()
                        .get(0)
                        .refusal())
                .contains("lose the name " + id);
        assertThat(applied(api, IMPORT.withAccept(Set.of(id))).steps().get(0).result())
                .isEqualTo(StepResult.Ending.DONE);
        assertThat(atPrimary()).extracting(Client::getClientIdAlias).containsExactly(id);
    }

    @Test
    @Scenario("H8")
    void theNameThatRequestsUseIsKept() {
        TestClient client = emulators
                .client()
                .with(registered -> registered.setClientIdAlias("web").setClientIdAliasEnabled(true))
                .atSecondary();
        DualAuthleteApi api = twins.node();
        api.authorization(new AuthorizationRequest()
                .setParameters("response_type=code&scope=openid&client_id=web&redirect_uri=" + client.redirectUri()));
        RepairRequest accepted = IMPORT.withAccept(Set.of(Long.toString(client.id())));
        assertThat(applied(api, accepted).steps().get(0).detail()).contains("by the name web");
        assertThat(atPrimary()).extracting(Client::getClientIdAlias).containsExactly("web");
    }

    /** A process that is killed after a step leaves what a failure of the next step leaves. */
    @ParameterizedTest
    @CsvSource({
        "client-create, false",
        "client-create, true",
        "client-secret-update, false",
        "client-secret-update, true",
        "client-get, true",
        "client-update, false",
        "client-update, true"
    })
    @Scenario("H9")
    void anInterruptedImportIsFinishedByTheNextOne(String operation, boolean processed) {
        TestClient client = emulators.client().atSecondary();
        DualAuthleteApi api = twins.node();
        RepairPlan plan = api.dualClient().inventory().plan(IMPORT);
        var fault = emulators.primary().faults().on(operation).times(1);
        (processed ? fault.afterProcessing() : fault).drop();
        RepairReport interrupted = api.dualClient().inventory().apply(plan, REASON);
        assertThat(interrupted.isDone()).isFalse();

        new OAuth(twins.node()).login(client); // at the secondary, or at the primary with the right secret
        RepairReport again = applied(api, IMPORT);
        assertThat(again.isDone()).isTrue();
        assertThat(atPrimary()).hasSize(1);
        assertThat(new OAuth(emulators.primaryApi()).authorize(client).getAction())
                .isEqualTo(AuthorizationResponse.Action.INTERACTION);
        new OAuth(emulators.primaryApi()).login(client);
    }

    @Test
    @Scenario("H9")
    void anImportThatIsNotWantedAnyMoreIsDiscarded() {
        emulators.client().atSecondary();
        DualAuthleteApi api = twins.node();
        emulators.primary().faults().on("client-secret-update").times(1).drop();
        assertThat(applied(api, IMPORT).isDone()).isFalse();
        assertThat(api.dualClient().inventory().compare().counts()).containsOnlyKeys(ClientState.PENDING_IMPORT);
        RepairReport discarded = applied(api, RepairRequest.of(Repair.DISCARD_IMPORTS));

        assertThat(discarded.steps()).extracting(StepResult::result).containsExactly(StepResult.Ending.DONE);
        assertThat(atPrimary()).isEmpty();
    }

    @Test
    @Scenario({"H7", "H10"})
    void publicAndLockedClientsAreImportedAsTheyAre() {
        TestClient open = emulators.client().publicClient().atSecondary();
        TestClient locked = emulators.client().atSecondary();
        emulators.secondaryApi().updateClientLockFlag(Long.toString(locked.id()), true);
        assertThat(applied(twins.node(), IMPORT).isDone()).isTrue();

        assertThat(Stream.of(atPrimary())
                        .filter(client -> client.getClientIdAlias().equals(Long.toString(locked.id())))
                        .map(Client::isLocked))
                .containsExactly(true);
        assertThat(new OAuth(emulators.primaryApi()).authorize(open).getAction())
                .isEqualTo(AuthorizationResponse.Action.INTERACTION);
    }

    @Test
    void thereIsNoImportInPrimaryOnly() {
        emulators.client().atSecondary();
        Inventory inventory = twins.node(builder -> builder.stage(Stage.PRIMARY_ONLY))
                .dualClient()
                .inventory();
        RepairPlan plan = inventory.plan(IMPORT);
        assertThatThrownBy(() -> inventory.apply(plan, REASON)).hasMessageContaining("primary-only");
        assertThat(atPrimary()).isEmpty();
    }
}
