package dev.dualclient.sample.demo;

import com.authlete.common.dto.Client;
import com.authlete.common.types.ApplicationType;
import com.authlete.common.types.ClientAuthMethod;
import com.authlete.common.types.ClientType;
import com.authlete.common.types.DeliveryMode;
import com.authlete.common.types.GrantType;
import com.authlete.common.types.ResponseType;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The client applications to try, each known by its alias. They exist in the emulators only. */
enum DemoClient {
    OLD_CLIENT("Old Shop", Home.OLD, ClientAuthMethod.CLIENT_SECRET_BASIC),
    OLD_PUBLIC_CLIENT("Old Phone App", Home.OLD, ClientAuthMethod.NONE),
    BOTH_CLIENT("Photo Album", Home.BOTH, ClientAuthMethod.CLIENT_SECRET_BASIC),
    NEW_CLIENT("New Shop", Home.NEW, ClientAuthMethod.CLIENT_SECRET_POST),
    NEW_PUBLIC_CLIENT("New Phone App", Home.NEW, ClientAuthMethod.NONE);

    /** Where a client is known from the start. */
    enum Home {
        OLD("known to 2.3 only"),
        BOTH("known to both"),
        NEW("known to 3.0 only");

        private final String words;

        Home(String words) {
            this.words = words;
        }
    }

    private final String title;
    private final Home home;
    private final ClientAuthMethod authMethod;

    DemoClient(String title, Home home, ClientAuthMethod authMethod) {
        this.title = title;
        this.home = home;
        this.authMethod = authMethod;
    }

    /** Returns the client id that the client uses: {@code old-client}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns what the client is called in pages. */
    public String title() {
        return title;
    }

    /** Returns where the client is known, and how it authenticates. */
    public String description() {
        return home.words + ", " + (authMethod == ClientAuthMethod.NONE ? "public, with PKCE" : authMethod);
    }

    Home home() {
        return home;
    }

    ClientAuthMethod authMethod() {
        return authMethod;
    }

    /** Returns the secret, {@code null} for a public client. It protects nothing but an emulator in this process. */
    @Nullable
    String secret() {
        return authMethod == ClientAuthMethod.NONE ? null : id() + "-secret";
    }

    /** Returns the client as it is registered. */
    Client registration(URI server) {
        boolean confidential = secret() != null;
        Set<GrantType> grantTypes = EnumSet.of(
                GrantType.AUTHORIZATION_CODE,
                GrantType.REFRESH_TOKEN,
                GrantType.PASSWORD,
                GrantType.CLIENT_CREDENTIALS,
                GrantType.DEVICE_CODE);
        if (confidential) {
            grantTypes.addAll(List.of(GrantType.CIBA, GrantType.TOKEN_EXCHANGE));
        }
        return new Client()
                .setClientName(title)
                .setClientIdAlias(id())
                .setClientIdAliasEnabled(true)
                .setClientType(confidential ? ClientType.CONFIDENTIAL : ClientType.PUBLIC)
                .setTokenAuthMethod(authMethod)
                .setApplicationType(ApplicationType.WEB)
                .setRedirectUris(new String[] {ClientApp.redirectUri(server).toString()})
                .setLogoUri(URI.create(server + "/icon.svg"))
                .setPolicyUri(URI.create(server + "/demo/policy"))
                .setTosUri(URI.create(server + "/demo/terms"))
                .setResponseTypes(new ResponseType[] {ResponseType.CODE})
                .setBcDeliveryMode(confidential ? DeliveryMode.POLL : null)
                .setGrantTypes(grantTypes.toArray(GrantType[]::new));
    }

    /** Returns the client of that id, {@code null} if there is none. */
    static @Nullable DemoClient find(String id) {
        for (DemoClient client : values()) {
            if (client.id().equals(id)) {
                return client;
            }
        }
        return null;
    }
}
