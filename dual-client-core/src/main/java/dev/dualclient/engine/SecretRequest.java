package dev.dualclient.engine;

import dev.dualclient.call.ApiCall;
import dev.dualclient.json.JsonFormat;
import dev.dualclient.operation.Catalogue;
import dev.dualclient.operation.CredentialKind;
import dev.dualclient.operation.Locator;
import dev.dualclient.operation.Operation;
import dev.dualclient.routing.CallFacts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A token request by which a backend tells whether it accepts a client's secret, and nothing else comes of it: with the
 * client's own credentials, and with a random code. Immutable; its {@code toString} shows no secret.
 *
 * @param secret the secret
 * @param call the request
 */
record SecretRequest(String secret, ApiCall call) {

    private static final Operation TOKEN = Catalogue.operation("auth-token");
    private static final Locator SECRET = Locator.of("/clientSecret");
    private static final Locator SECRET_IN_FORM = Locator.of("/parameters?client_secret");
    private static final Locator ASSERTION = Locator.of("/parameters?client_assertion");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int RANDOM_BYTES = 32;

    /** What is presented at the token endpoint at most once, or only by the client that it was issued to. */
    private static final List<CredentialKind> CODES = List.of(
            CredentialKind.AUTHORIZATION_CODE,
            CredentialKind.DEVICE_CODE,
            CredentialKind.AUTH_REQ_ID,
            CredentialKind.REFRESH_TOKEN);

    /** The grant types of clients that may have no other. */
    private static final Map<String, CredentialKind> BEGUN = Map.of(
            "device-authorization", CredentialKind.DEVICE_CODE,
            "backchannel-authentication", CredentialKind.AUTH_REQ_ID);

    /**
     * Returns the request that tries the secret of a call.
     *
     * @return {@code null} if the client did not authenticate by a secret as it is: an assertion is not repeated
     */
    static @Nullable SecretRequest of(CallFacts facts) {
        ApiCall call = facts.call();
        List<String> clients = facts.names().clients();
        String header = call.value(SECRET);
        String secret = header != null ? header : call.value(SECRET_IN_FORM);
        if (secret == null || clients.isEmpty() || call.value(ASSERTION) != null) {
            return null;
        }
        Map<String, String> form = grant(call);
        Map<String, String> body = new LinkedHashMap<>();
        if (header != null) {
            body.put("clientId", clients.get(0));
            body.put("clientSecret", secret);
        } else {
            form.put("client_id", clients.get(0));
            form.put("client_secret", secret);
        }
        body.put(
                "parameters",
                form.entrySet().stream()
                        .map(field ->
                                field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
        return new SecretRequest(
                secret, ApiCall.of(TOKEN).body(JsonFormat.write(body)).build());
    }

    /** A grant type that the client may use, for one that it may not use could be refused before the secret is read. */
    private static Map<String, String> grant(ApiCall call) {
        CredentialKind begun = BEGUN.get(call.operation().id());
        String used = call.operation() == TOKEN ? call.value(Objects.requireNonNull(TOKEN.selector())) : null;
        Operation.Named named = TOKEN.names().stream()
                .filter(one -> CODES.contains(one.kind()))
                .filter(one -> begun != null ? one.kind() == begun : Objects.equals(one.only(), used))
                .findFirst()
                .orElseGet(SecretRequest::code);
        byte[] value = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(value);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", Objects.requireNonNull(named.only()));
        form.put(
                ((Locator.Form) named.at()).field(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(value));
        return form;
    }

    private static Operation.Named code() {
        return TOKEN.names().stream()
                .filter(named -> "authorization_code".equals(named.only()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return "trial of a secret";
    }
}
