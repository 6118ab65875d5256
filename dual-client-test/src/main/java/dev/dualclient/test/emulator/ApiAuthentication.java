package dev.dualclient.test.emulator;

import dev.dualclient.operation.ApiCredentials;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import dev.dualclient.test.emulator.state.Differences;
import dev.dualclient.test.server.Answer;
import dev.dualclient.test.server.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whether a caller may call: API key and secret at 2.3 (RFC 7617), an access token at 3.0 (RFC 6750 or RFC 9449). */
final class ApiAuthentication {

    private final Differences differences;
    private final EmulatedCredentials credentials;
    private final Supplier<EmulatedAuthlete> backend;

    ApiAuthentication(Differences differences, EmulatedCredentials credentials, Supplier<EmulatedAuthlete> backend) {
        this.differences = differences;
        this.credentials = credentials;
        this.backend = backend;
    }

    /** Returns the answer to a caller who may not call, {@code null} if this one may. */
    @Nullable
    Answer refusal(Operation operation, Map<String, String> variables, Request request) {
        if (operation.apiCredentials() == ApiCredentials.NONE) {
            return null;
        }
        String path = path(operation);
        String authorization = request.header("Authorization");
        if (authorization == null) {
            return refuse(path, "A001202", "Authorization header is missing.");
        }
        if (differences.credentials() == Differences.Credentials.BASIC) {
            return basic(path, authorization, key -> wantsOwner(operation, key));
        }
        String serviceId = variables.get("serviceId");
        String thumbprint = credentials.dpopThumbprint();
        String scheme = thumbprint == null ? "Bearer " : "DPoP ";
        if (!authorization.equals(scheme + credentials.accessToken())) {
            return refuse(path, "A458101", "The access token presented is not valid.");
        }
        Answer unproven = thumbprint == null ? null : unproven(path, request, thumbprint);
        if (unproven != null) {
            return unproven;
        }
        return serviceId == null || serviceId.equals(credentials.serviceId())
                ? null
                : ApiError.of(differences.unknownNameStatus(), "A458203", "Service not found.");
    }

    /** Returns the answer to a caller who may not read {@code /api/info}, {@code null} if this one may. */
    @Nullable
    Answer infoRefusal(Request request) {
        if (!differences.infoTakesCredentials()) {
            return null;
        }
        String authorization = request.header("Authorization");
        return authorization == null
                ? refuse("/info", "A001202", "Authorization header is missing.")
                : basic("/info", authorization, key -> false);
    }

    private @Nullable Answer unproven(String path, Request request, String thumbprint) {
        return backend.get().inspect(store -> {
            ApiProofs.Fault fault = ApiProofs.fault(request, credentials.accessToken(), thumbprint, store);
            return fault == null
                    ? null
                    : refuse(path, "A458101", "The DPoP proof presented is not valid.")
                            .with(
                                    "WWW-Authenticate",
                                    "DPoP error=\"" + fault.name().toLowerCase(Locale.ROOT) + "\"")
                            .with("DPoP-Nonce", store.dpopNonce(0));
        });
    }

    private @Nullable Answer basic(String path, String authorization, Predicate<String> wantsOwner) {
        int colon = -1;
        String pair = decoded(authorization);
        if (pair != null) {
            colon = pair.indexOf(':');
        }
        if (pair == null || colon < 0) {
            return refuse(path, "A001203", "Credentials in Authorization header are malformed.");
        }
        String key = pair.substring(0, colon);
        String secret = pair.substring(colon + 1);
        return wantsOwner.test(key) ? owner(path, key, secret) : service(path, key, secret);
    }

    /** The owner's credentials and the service's are both documented for the deletion of a client. */
    private boolean wantsOwner(Operation operation, String key) {
        boolean either = operation.id().equals("client-delete") && key.equals(credentials.apiKey());
        return operation.apiCredentials() == ApiCredentials.OWNER && !either;
    }

    private @Nullable Answer owner(String path, String key, String secret) {
        if (!key.equals(credentials.ownerApiKey())) {
            return refuse(path, "A002201", "No service owner has the API credentials.");
        }
        return secret.equals(credentials.ownerApiSecret())
                ? null
                : refuse(path, "A002205", "The API credentials do not match those of the service owner.");
    }

    private @Nullable Answer service(String path, String key, String secret) {
        if (!key.equals(credentials.apiKey())) {
            return refuse(path, "A003201", "No service has the API credentials.");
        }
        return secret.equals(credentials.apiSecret())
                ? null
                : refuse(path, "A003204", "The API credentials do not match those of the service.");
    }

    private String path(Operation operation) {
        Side side = differences == Differences.OF_2_3 ? Side.SECONDARY : Side.PRIMARY;
        return Objects.requireNonNullElse(operation.path(side), operation.primaryPath())
                .substring("/api".length());
    }

    private Answer refuse(String path, String code, String message) {
        String scheme = differences.credentials().name().toLowerCase(Locale.ROOT);
        return ApiError.of(401, code, path + ", " + message).with("WWW-Authenticate", scheme + " realm=\"Authlete\"");
    }

    private static @Nullable String decoded(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            byte[] pair = Base64.getDecoder().decode(authorization.substring(6).strip());
            return new String(pair, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }
}
