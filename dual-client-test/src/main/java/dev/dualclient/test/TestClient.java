package dev.dualclient.test;

import org.jspecify.annotations.Nullable;

/**
 * A client that a test has registered. Its {@code toString} leaves the secret out.
 *
 * @param id its client id, the same at both backends
 * @param secret its secret, {@code null} if it is a public client
 * @param redirectUri its redirect URI
 */
public record TestClient(long id, @Nullable String secret, String redirectUri) {

    @Override
    public String toString() {
        return "client " + id;
    }
}
