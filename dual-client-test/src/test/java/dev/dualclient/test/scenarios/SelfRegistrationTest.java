package dev.dualclient.test.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.ClientRegistrationRequest;
import com.authlete.common.dto.ClientRegistrationResponse;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.test.Emulators;
import dev.dualclient.test.migrator.ClientImport.Secrets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Clients that register themselves (RFC 7591, RFC 7592) during a migration. */
@ThroughBothFronts
class SelfRegistrationTest {

    @Parameter
    private Front front;

    private static final String METADATA =
            "{\"redirect_uris\":[\"https://client.example.com/callback\"],\"client_name\":\"An app\"}";

    private Emulators emulators;
    private DualAuthleteApi api;

    @BeforeEach
    void keep(Emulators started, DualAuthleteApi dual) {
        emulators = started;
        api = front.of(dual);
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
    @DisplayName("A15: a new client registers at the primary, and is read there with its registration token")
    void aNewClientRegistersAtThePrimary() {
        emulators.mark();
        Self self = registered(api);
        assertThat(emulators.calls()).hasToString("1/0");

        emulators.mark();
        assertThat(api.dynamicClientGet(self.request()).getAction()).isEqualTo(ClientRegistrationResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("1/0");
    }

    @Test
    @DisplayName("A15: the secondary answers a client that registered there and reads itself")
    void theSecondaryAnswersItsClient() {
        Self self = registered(emulators.secondaryApi());
        emulators.mark();

        ClientRegistrationResponse read = api.dynamicClientGet(self.request());

        assertThat(read.getAction()).isEqualTo(ClientRegistrationResponse.Action.OK);
        assertThat(read.getClient().getClientName()).isEqualTo("An app");
        assertThat(emulators.calls()).hasToString("1/1");
    }

    @Test
    @DisplayName("A15: an imported client has left its registration token behind, and the secondary answers it")
    void theSecondaryAnswersAnImportedClient() {
        Self self = registered(emulators.secondaryApi());
        emulators.clientImport().some(Secrets.MIGRATED, self.id());
        emulators.mark();

        assertThat(api.dynamicClientGet(self.request()).getAction()).isEqualTo(ClientRegistrationResponse.Action.OK);
        assertThat(emulators.calls()).hasToString("1/1");
    }

    @Test
    @DisplayName("A15: a client that the secondary alone holds changes and deletes itself there")
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
    @DisplayName("A15: a wrong registration token reads nothing")
    void aWrongTokenReadsNothing() {
        Self self = registered(emulators.secondaryApi());
        emulators.mark();

        ClientRegistrationResponse refused = api.dynamicClientGet(new Self(self.id(), "wrong").request());

        assertThat(refused.getAction()).isEqualTo(ClientRegistrationResponse.Action.UNAUTHORIZED);
        assertThat(emulators.calls()).hasToString("1/1");
    }
}
