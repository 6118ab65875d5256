package dev.dualclient.http;

import dev.dualclient.http.Authorization.ApiKey;
import dev.dualclient.operation.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The API credentials of a backend as they were set: each a value, or a file that holds it. Makes the {@link Authorization}
 * of requests from them. Not thread-safe while it is being filled; never prints what it holds.
 */
final class Credentials {

    final Secret accessToken = new Secret("access-token");
    final Secret apiSecret = new Secret("api-secret");
    final Secret ownerApiSecret = new Secret("owner-api-secret");

    @Nullable
    DpopKey dpopKey;

    @Nullable
    String apiKey;

    @Nullable
    String ownerApiKey;

    private final Side side;
    private final SettingsCheck check;

    Credentials(Side side) {
        this.side = side;
        this.check = new SettingsCheck(side);
    }

    /** A value, or the file that holds it. */
    final class Secret {
        private final String setting;
        private @Nullable String value;
        private @Nullable Path file;

        private Secret(String setting) {
            this.setting = setting;
        }

        void set(@Nullable String text) {
            value = check.visible(setting, text);
        }

        void setFile(@Nullable String path) {
            try {
                file = path == null ? null : Path.of(path.strip());
            } catch (InvalidPathException wrong) {
                throw check.wrong(setting + "-file", "is no path: write the path of a file that holds the " + setting);
            }
        }

        boolean isSet() {
            return value != null || file != null;
        }

        @Nullable
        String read() {
            if (file == null) {
                return value;
            }
            if (value != null) {
                throw check.wrong(
                        setting, "and " + check.property(setting + "-file") + " are both set: leave one of them out");
            }
            try {
                String text = Files.readString(file).strip();
                return check.visible(setting + "-file", text);
            } catch (IOException unreadable) {
                throw check.wrong(
                        setting + "-file",
                        "is " + file + ", which cannot be read ("
                                + unreadable.getClass().getSimpleName()
                                + "): write the path of a file that holds the " + setting
                                + ", and let this process read it");
            }
        }
    }

    /** Returns whether a file holds some of them, so that they can change. */
    boolean canChange() {
        return accessToken.file != null || apiSecret.file != null || ownerApiSecret.file != null;
    }

    /**
     * Returns the authorization made from these credentials, with the current content of the files.
     *
     * @throws IllegalArgumentException if one is missing or contradicts another, or a file cannot be read
     */
    Authorization authorization(@Nullable String serviceId) {
        return side == Side.PRIMARY ? bearerOnly(serviceId) : basicOrBearer();
    }

    private Authorization bearerOnly(@Nullable String serviceId) {
        if (apiKey != null || ownerApiKey != null || apiSecret.isSet() || ownerApiSecret.isSet()) {
            throw check.wrong(
                    "api-key", "is not for Authlete 3.0: write service-id and access-token instead of API keys");
        }
        check.required("service-id", serviceId, "the id of the service");
        String token =
                check.required("access-token", accessToken.read(), "an access token of the service for Authlete's API");
        return dpopKey == null ? Authorization.bearer(token, null) : Authorization.bound(token, dpopKey);
    }

    private Authorization basicOrBearer() {
        ApiKey owner = pair("owner-api-key", ownerApiKey, ownerApiSecret);
        ApiKey service = pair("api-key", apiKey, apiSecret);
        if (dpopKey != null) {
            throw check.wrong("dpop-key", "is not for Authlete 2.3, whose API takes no proofs: leave it out");
        }
        if (service != null) {
            return Authorization.basic(service, owner);
        }
        String token = accessToken.read();
        if (token == null) {
            throw check.wrong(
                    "api-key",
                    "is missing: write the API key of the service, and its secret into "
                            + check.property("api-secret"));
        }
        return Authorization.bearer(token, owner);
    }

    private @Nullable ApiKey pair(String keySetting, @Nullable String key, Secret secret) {
        if (key == null && !secret.isSet()) {
            return null;
        }
        return new ApiKey(
                check.required(keySetting, key, "the API key that belongs to " + check.property(secret.setting)),
                check.required(
                        secret.setting, secret.read(), "the API secret that belongs to " + check.property(keySetting)));
    }

    /** Returns a copy, which later changes of this one do not affect. */
    Credentials copy() {
        Credentials copy = new Credentials(side);
        copy(accessToken, copy.accessToken);
        copy(apiSecret, copy.apiSecret);
        copy(ownerApiSecret, copy.ownerApiSecret);
        copy.dpopKey = dpopKey;
        copy.apiKey = apiKey;
        copy.ownerApiKey = ownerApiKey;
        return copy;
    }

    private static void copy(Secret from, Secret to) {
        to.value = from.value;
        to.file = from.file;
    }

    @Override
    public String toString() {
        return "Credentials";
    }
}
