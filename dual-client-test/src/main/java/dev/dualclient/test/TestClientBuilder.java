package dev.dualclient.test;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.Client;
import com.authlete.common.types.ClientAuthMethod;
import com.authlete.common.types.ClientType;
import com.authlete.common.types.GrantType;
import com.authlete.common.types.ResponseType;
import dev.dualclient.test.migrator.ClientImport.Secrets;
import java.util.function.Consumer;

/**
 * Registers a client by the API, as an operator would. Unless changed it is confidential, authenticates by
 * client_secret_basic, and may use the code flow, refresh tokens, its own credentials, and the password grant. Not
 * thread-safe.
 */
public final class TestClientBuilder {

    /** The redirect URI unless changed. */
    public static final String REDIRECT_URI = "https://client.example.com/callback";

    private final Emulators emulators;
    private final Client client = new Client()
            .setClientName("Test client")
            .setClientType(ClientType.CONFIDENTIAL)
            .setTokenAuthMethod(ClientAuthMethod.CLIENT_SECRET_BASIC)
            .setGrantTypes(new GrantType[] {
                GrantType.AUTHORIZATION_CODE, GrantType.REFRESH_TOKEN, GrantType.CLIENT_CREDENTIALS, GrantType.PASSWORD
            })
            .setResponseTypes(new ResponseType[] {ResponseType.CODE})
            .setRedirectUris(new String[] {REDIRECT_URI});

    TestClientBuilder(Emulators emulators) {
        this.emulators = emulators;
    }

    /** Makes it a client without credentials (RFC 6749 section 2.1), for PKCE. */
    public TestClientBuilder publicClient() {
        return with(changed -> changed.setClientType(ClientType.PUBLIC).setTokenAuthMethod(ClientAuthMethod.NONE));
    }

    /** Changes anything else. */
    public TestClientBuilder with(Consumer<Client> change) {
        change.accept(client);
        return this;
    }

    /** Registers it at the primary alone. */
    public TestClient atPrimary() {
        return create(emulators.primaryApi());
    }

    /** Registers it at the secondary alone. */
    public TestClient atSecondary() {
        return create(emulators.secondaryApi());
    }

    /** Registers it at the secondary and imports it into the primary, secret included; its tokens are migrated. */
    public TestClient atBoth() {
        return imported(Secrets.MIGRATED);
    }

    /** Registers it at the secondary and imports it into the primary, where it gets another secret. */
    public TestClient atBothWithRandomSecret() {
        return imported(Secrets.RANDOM);
    }

    private TestClient imported(Secrets secrets) {
        TestClient created = atSecondary();
        emulators.clientImport().some(secrets, Long.toString(created.id()));
        return created;
    }

    private TestClient create(AuthleteApi api) {
        Client created = api.createClient(client);
        boolean hasSecret = created.getClientType() == ClientType.CONFIDENTIAL;
        return new TestClient(
                created.getClientId(), hasSecret ? created.getClientSecret() : null, created.getRedirectUris()[0]);
    }
}
