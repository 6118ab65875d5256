package dev.dualclient.authlete;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.conf.AuthleteSimpleConfiguration;

/** The vendor's own clients, as a server would configure them. */
final class SdkClients {

    static final String SERVICE_ID = "21653835348762";
    static final String ACCESS_TOKEN = "access-token-of-the-service";
    static final String API_SECRET = "secret-of-the-service";
    static final String OWNER_KEY = "owner";
    static final String OWNER_SECRET = "secret-of-the-owner";

    private SdkClients() {}

    static AuthleteApi v3(String url) {
        return AuthleteApiFactory.create(new AuthleteSimpleConfiguration()
                .setApiVersion("V3")
                .setBaseUrl(url)
                .setServiceApiKey(SERVICE_ID)
                .setServiceAccessToken(ACCESS_TOKEN));
    }

    static AuthleteApi v2(String url) {
        return AuthleteApiFactory.create(new AuthleteSimpleConfiguration()
                .setBaseUrl(url)
                .setServiceOwnerApiKey(OWNER_KEY)
                .setServiceOwnerApiSecret(OWNER_SECRET)
                .setServiceApiKey(SERVICE_ID)
                .setServiceApiSecret(API_SECRET));
    }
}
