package dev.dualclient.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.AccessToken;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.Client;
import com.authlete.common.dto.ClientAuthorizationGetListRequest;
import com.authlete.common.dto.Service;
import com.authlete.common.dto.TokenCreateRequest;
import com.authlete.common.dto.TokenCreateResponse;
import com.authlete.common.dto.TokenListResponse;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.dto.TokenRevokeRequest;
import com.authlete.common.dto.TokenUpdateRequest;
import com.authlete.common.dto.TokenUpdateResponse;
import com.authlete.common.types.ClientType;
import com.authlete.common.types.GrantType;
import dev.dualclient.authlete.DualAuthleteApi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** The vendor's own clients, unmodified, administer either emulator, and the gateway in front of both. */
@DualClientTest
@ParameterizedClass(name = "{0}")
@EnumSource(Callee.class)
class VendorClientManagementTest {

    @Parameter
    private Callee callee;

    private Emulators emulators;
    private AuthleteApi api;

    @BeforeEach
    void setUp(Emulators given, DualAuthleteApi both) {
        emulators = given;
        api = callee.api(given, both);
    }

    @Test
    void theServiceIsReadAndUpdated() {
        long id = Long.parseLong(emulators.primary().credentials().serviceId());
        Service service = api.getService(id);
        assertThat(service.getApiKey()).isEqualTo(id);
        assertThat(api.updateService(service.setServiceName("renamed")).getServiceName())
                .isEqualTo("renamed");
        assertThat(api.getServiceList().getTotalCount()).isEqualTo(1);
    }

    @Test
    void discoveryNamesTheIssuer() {
        String document = api.getServiceConfiguration();
        assertThat(JsonMapper.shared().readTree(document).path("issuer").asString())
                .isEqualTo("http://localhost:8080");
    }

    @Test
    void aClientIsCreatedReadListedUpdatedAndDeleted() {
        Client created = api.createClient(new Client().setClientName("one").setClientType(ClientType.CONFIDENTIAL));
        assertThat(created.getClientSecret()).isNotBlank();
        long id = created.getClientId();
        assertThat(api.getClient(id).getClientName()).isEqualTo("one");
        assertThat(api.updateClient(created.setClientName("two")).getClientName())
                .isEqualTo("two");
        api.createClient(new Client().setClientName("three"));
        assertThat(api.getClientList(0, 1).getClients()).hasSize(1);
        assertThat(api.getClientList().getTotalCount()).isEqualTo(2);
        api.deleteClient(id);
        assertThat(api.getClientList().getTotalCount()).isEqualTo(1);
        assertThatThrownBy(() -> api.getClient(id))
                .isInstanceOfSatisfying(
                        AuthleteApiException.class,
                        gone -> assertThat(gone.getStatusCode()).isEqualTo(callee == Callee.V2_3 ? 403 : 404));
    }

    @Test
    void aSecretIsSetAndRefreshed() {
        VendorClient caller = caller();
        long id = caller.client().id();
        caller.api().updateClientSecret(id, "chosen-secret");
        assertThat(ownToken(caller, caller.client().secret())).isEqualTo(TokenResponse.Action.INVALID_CLIENT);
        assertThat(ownToken(caller, "chosen-secret")).isEqualTo(TokenResponse.Action.OK);
        String refreshed = caller.api().refreshClientSecret(id).getNewClientSecret();
        assertThat(ownToken(caller, "chosen-secret")).isEqualTo(TokenResponse.Action.INVALID_CLIENT);
        assertThat(ownToken(caller, refreshed)).isEqualTo(TokenResponse.Action.OK);
    }

    @Test
    void aLockedClientIsRefusedUntilItIsUnlocked() {
        VendorClient caller = caller();
        String id = Long.toString(caller.client().id());
        caller.api().updateClientLockFlag(id, true);
        assertThat(caller.authorize().getAction()).isEqualTo(AuthorizationResponse.Action.BAD_REQUEST);
        caller.api().updateClientLockFlag(id, false);
        assertThat(caller.authorize().getAction()).isEqualTo(AuthorizationResponse.Action.INTERACTION);
    }

    @Test
    void tokensAreCreatedListedUpdatedDeletedAndRevoked() {
        VendorClient caller = caller();
        AuthleteApi api = caller.api();
        TokenCreateResponse created = create(caller);
        assertThat(created.getAction()).isEqualTo(TokenCreateResponse.Action.OK);

        TokenListResponse list = api.getTokenList(Long.toString(caller.client().id()), "john");
        assertThat(list.getAccessTokens()).hasSize(1);
        AccessToken listed = list.getAccessTokens()[0];
        assertThat(listed.getAccessTokenHash()).isNotEqualTo(created.getAccessToken());
        assertThat(listed.getRefreshTokenHash()).isNotBlank();

        TokenUpdateResponse updated = api.tokenUpdate(new TokenUpdateRequest()
                .setAccessToken(created.getAccessToken())
                .setScopes(new String[] {"write"}));
        assertThat(updated.getAction()).isEqualTo(TokenUpdateResponse.Action.OK);
        assertThat(caller.introspect(created.getAccessToken()).getScopes()).containsExactly("write");

        api.tokenDelete(created.getAccessToken());
        assertThat(caller.introspect(created.getAccessToken()).isExistent()).isFalse();

        create(caller);
        create(caller);
        assertThat(api.tokenRevoke(new TokenRevokeRequest().setSubject("john")).getCount())
                .isEqualTo(2);
        assertThat(api.getTokenList().getTotalCount()).isZero();
    }

    @Test
    void aUsersConsentIsListedAndWithdrawn() {
        VendorClient caller = caller();
        TokenResponse tokens = caller.redeem(caller.code());
        ClientAuthorizationGetListRequest ofJohn = new ClientAuthorizationGetListRequest().setSubject("john");
        assertThat(caller.api().getClientAuthorizationList(ofJohn).getClients())
                .extracting(Client::getClientId)
                .containsExactly(caller.client().id());
        caller.api().deleteClientAuthorization(caller.client().id(), "john");
        assertThat(caller.introspect(tokens.getAccessToken()).isExistent()).isFalse();
        assertThat(caller.api().getClientAuthorizationList(ofJohn).getTotalCount())
                .isZero();
    }

    private static TokenCreateResponse create(VendorClient caller) {
        return caller.api()
                .tokenCreate(new TokenCreateRequest()
                        .setGrantType(GrantType.AUTHORIZATION_CODE)
                        .setClientId(caller.client().id())
                        .setSubject("john")
                        .setScopes(new String[] {"read"}));
    }

    private static TokenResponse.Action ownToken(VendorClient caller, String secret) {
        return caller.token("grant_type=client_credentials", secret).getAction();
    }

    private VendorClient caller() {
        return new VendorClient(api, callee.client(emulators));
    }
}
