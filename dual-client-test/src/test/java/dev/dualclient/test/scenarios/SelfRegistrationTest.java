package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.ClientRegistrationRequest;
import com.authlete.common.dto.ClientRegistrationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.scenario.Scenario;
import dev.dualclient.test.migrator.ClientImport.Secrets;
import dev.dualclient.test.stores.Stores;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients that register themselves (RFC 7591, RFC 7592) during a migration. */
@ThroughBothFronts
class SelfRegistrationTest extends Scene {

    private static final String METADATA =
            "{\"redirect_uris\":[\"https://client.example.com/callback\"],\"client_name\":\"An app\"}";

    private DualAuthleteApi api;

    @BeforeEach
    void keep() {
        api = nodes.start();
    }

    /** A client, and the token by which it manages itself. */
    private record Self(String id, String token) {

        static Self of(ClientRegistrationResponse registered) {
            assertThat(registered.getAction()).isEqualTo(ClientRegistrationResponse.Action.CREATED);
            JsonNode content = JsonMapper.shared().readTree(registered.getResponseContent());
            return new Self(
                    content.path("client_id").asString(),
                    content.path("registration_access_token").asString());
        }

        ClientRegistrationRequest request() {
            return new ClientRegistrationRequest().setClientId(id).setToken(token);
        }

        ClientRegistrationRequest renamed(String name) {
            return request()
                    .setJson("{\"client_id\":\"" + id + "\",\"client_name\":\"" + name + "\","
                            + "\"redirect_uris\":[\"https://client.example.com/callback\"]}");
        }
    }

    private static Self registered(AuthleteApi at) {
        return Self.of(at.dynamicClientRegister(new ClientRegistrationRequest().setJson(METADATA)));
    }

    @Test
    @Scenario("A15")
    void aNewClientRegistersAtThePrimary() {
        Self self = costs("1/0", () -> registered(api));

        costs(
                "1/0",
                () -> assertThat(api.dynamicClientGet(self.request()).getAction())
                        .isEqualTo(ClientRegistrationResponse.Action.OK));
    }

    @Test
    @Scenario("A15")
    void theSecondaryAnswersItsClient() {
        Self self = registered(emulators.secondaryApi());
        emulators.mark();

        ClientRegistrationResponse read = api.dynamicClientGet(self.request());

        assertThat(read.getAction()).isEqualTo(ClientRegistrationResponse.Action.OK);
        assertThat(read.getClient().getClientName()).isEqualTo("An app");
        assertThat(emulators.calls()).hasToString("1/1");
    }

    @Test
    @Scenario("A15")
    void theSecondaryAnswersAnImportedClient() {
        Self self = imported();
        emulators.mark();

        assertThat(api.dynamicClientGet(self.request()).getAction()).isEqualTo(ClientRegistrationResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("1/1");
    }

    @Test
    @Scenario("A15")
    void aClientOfTheSecondaryChangesAndDeletesItself() {
        Self self = registered(emulators.secondaryApi());

        assertThat(api.dynamicClientUpdate(self.renamed("The app")).getAction())
                .isEqualTo(ClientRegistrationResponse.Action.UPDATED);
        assertThat(emulators.secondaryApi().getClient(self.id()).getClientName())
                .isEqualTo("The app");
        assertThat(api.dynamicClientDelete(self.request()).getAction())
                .isEqualTo(ClientRegistrationResponse.Action.DELETED);
        assertThatThrownBy(() -> emulators.secondaryApi().getClient(self.id()))
                .isInstanceOf(AuthleteApiException.class);
        assertThat(api.dynamicClientGet(self.request()).getAction())
                .isEqualTo(ClientRegistrationResponse.Action.UNAUTHORIZED);
    }

    @Test
    @Scenario("A15")
    void theImportedCopyFollowsAChange() {
        Self self = imported();
        Client copy = emulators.primaryApi().getClient(self.id());
        emulators
                .primaryApi()
                .updateClient(copy.setMtlsEndpointAliasesUsed(true).setDescription("An operator's"));

        ClientRegistrationResponse updated = api.dynamicClientUpdate(self.renamed("The app"));

        assertThat(updated.getAction()).isEqualTo(ClientRegistrationResponse.Action.UPDATED);
        assertThat(JsonMapper.shared()
                        .readTree(updated.getResponseContent())
                        .path("registration_access_token")
                        .asString())
                .isNotEmpty();
        Client followed = emulators.primaryApi().getClient(self.id());
        assertThat(followed.getClientName()).isEqualTo("The app");
        assertThat(followed.isMtlsEndpointAliasesUsed()).isTrue();
        assertThat(followed.getClientIdAlias()).isEqualTo(copy.getClientIdAlias());
        assertThat(followed.getClientSecret()).isEqualTo(copy.getClientSecret());
        assertThat(api.dynamicClientGet(self.request()).getClient().getClientName())
                .isEqualTo("The app");
    }

    @Test
    @Scenario("A15")
    void theImportedCopyIsDeletedToo() {
        Self self = imported();

        assertThat(api.dynamicClientDelete(self.request()).getAction())
                .isEqualTo(ClientRegistrationResponse.Action.DELETED);

        assertThat(isHeld(emulators.primaryApi(), self)).isFalse();
        assertThat(isHeld(emulators.secondaryApi(), self)).isFalse();
        assertThat(api.dynamicClientGet(self.request()).getAction())
                .isEqualTo(ClientRegistrationResponse.Action.UNAUTHORIZED);
    }

    @Test
    @Scenario("A15")
    void aClientOfThePrimaryChangesAndDeletesItself() {
        Self self = registered(emulators.primaryApi());

        assertThat(api.dynamicClientUpdate(self.renamed("The app")).getAction())
                .isEqualTo(ClientRegistrationResponse.Action.UPDATED);
        assertThat(emulators.primaryApi().getClient(self.id()).getClientName()).isEqualTo("The app");
        assertThat(api.dynamicClientDelete(self.request()).getAction())
                .isEqualTo(ClientRegistrationResponse.Action.DELETED);
        assertThat(isHeld(emulators.primaryApi(), self)).isFalse();
    }

    @Test
    @Scenario("A15")
    void aBackendThatIsDownFollowsLater() {
        Self self = imported();
        try (Nodes nodes = new Nodes(emulators, front, Stores.H2)) {
            DualAuthleteApi durable = nodes.start();
            emulators.primary().faults().refuseConnections();
            assertThat(durable.dynamicClientDelete(self.request()).getAction())
                    .isEqualTo(ClientRegistrationResponse.Action.DELETED);
            emulators.primary().faults().clear();
            assertThat(isHeld(emulators.primaryApi(), self)).isTrue();

            nodes.restart(Stage.PRIMARY_FIRST);
            nodes.pass(Duration.ofMinutes(1));

            assertThat(isHeld(emulators.primaryApi(), self)).isFalse();
        }
    }

    @Test
    @Scenario("A15")
    void aChangeWaitsForThePrimary() {
        Self self = imported();
        try (Nodes nodes = new Nodes(emulators, front, Stores.H2)) {
            DualAuthleteApi durable = nodes.start();
            emulators.primary().faults().refuseConnections();
            assertThatThrownBy(() -> durable.dynamicClientUpdate(self.renamed("The app")))
                    .isInstanceOfSatisfying(
                            AuthleteApiException.class,
                            unavailable ->
                                    assertThat(unavailable.getStatusCode()).isEqualTo(503));
            emulators.primary().faults().clear();

            nodes.restart(Stage.PRIMARY_FIRST);
            nodes.pass(Duration.ofMinutes(1));

            assertThat(emulators.primaryApi().getClient(self.id()).getClientName())
                    .isEqualTo("The app");
        }
    }

    @Test
    @Scenario("A15")
    void aWrongTokenReadsNothing() {
        Self self = imported();
        Self thief = new Self(self.id(), "wrong");
        emulators.mark();

        assertThat(api.dynamicClientGet(thief.request()).getAction())
                .isEqualTo(ClientRegistrationResponse.Action.UNAUTHORIZED);
        assertThat(emulators.calls()).hasToString("1/1");
        assertThat(api.dynamicClientUpdate(thief.renamed("Mine")).getAction())
                .isEqualTo(ClientRegistrationResponse.Action.UNAUTHORIZED);
        assertThat(api.dynamicClientDelete(thief.request()).getAction())
                .isEqualTo(ClientRegistrationResponse.Action.UNAUTHORIZED);

        assertThat(api.dualClient().outbox().rows()).isEmpty();
        assertThat(api.dynamicClientGet(self.request()).getClient().getClientName())
                .isEqualTo("An app");
        assertThat(emulators.primaryApi().getClient(self.id()).getClientName()).isEqualTo("An app");
    }

    @Test
    @Scenario("A15")
    void whoIsNotKnownIsRefused() {
        Self self = imported();
        for (ClientRegistrationRequest request : List.of(
                new Self("4711", "made-up").request(),
                new ClientRegistrationRequest().setClientId(self.id()),
                new ClientRegistrationRequest())) {
            assertThat(api.dynamicClientDelete(request).getAction())
                    .isEqualTo(ClientRegistrationResponse.Action.UNAUTHORIZED);
            assertThat(api.dynamicClientUpdate(request.setJson("{}")).getAction())
                    .isEqualTo(ClientRegistrationResponse.Action.UNAUTHORIZED);
        }
        assertThat(isHeld(emulators.primaryApi(), self)).isTrue();
    }

    private Self imported() {
        Self self = registered(emulators.secondaryApi());
        emulators.clientImport().some(Secrets.MIGRATED, self.id());
        return self;
    }

    private static boolean isHeld(AuthleteApi at, Self self) {
        Client[] clients = at.getClientList(0, 100).getClients();
        return clients != null
                && Arrays.stream(clients)
                        .anyMatch(client -> String.valueOf(client.getClientId()).equals(self.id()));
    }
}
