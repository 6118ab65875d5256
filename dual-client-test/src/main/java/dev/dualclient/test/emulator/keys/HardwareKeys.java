package dev.dualclient.test.emulator.keys;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.HardwareKey;
import dev.dualclient.test.emulator.state.Opaque;
import dev.dualclient.test.emulator.state.Store;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;
import java.util.Set;

/** Keys in hardware: {@code hsk-create}, {@code hsk-get}, {@code hsk-get-list}, {@code hsk-delete}. */
final class HardwareKeys {

    private static final Set<String> MODULES = Set.of("google", "virtual");

    /** The algorithms of a key type and a use; of an elliptic signature, the curve. */
    private static final Map<String, Map<String, String>> ALGORITHMS = Map.of(
            "RSA sig", Map.of("RS256", "", "RS384", "", "RS512", "", "PS256", "", "PS384", "", "PS512", ""),
            "RSA enc", Map.of("RSA-OAEP-256", "", "RSA-OAEP", ""),
            "EC sig", Map.of("ES256", "secp256r1", "ES384", "secp384r1", "ES512", "secp521r1"));

    private final Store store;

    HardwareKeys(Store store) {
        this.store = store;
    }

    Answer create(Call call) {
        checkEnabled("A266201");
        Document request = call.body();
        String kty = required(request, "kty");
        String use = required(request, "use");
        String hsm = required(request, "hsmName");
        if (!kty.equals("EC") && !kty.equals("RSA")) {
            throw invalid("A263202", "The value of the 'kty' request parameter is not supported.");
        }
        if (!use.equals("sig") && !use.equals("enc")) {
            throw invalid("A263202", "The value of the 'use' request parameter is not supported.");
        }
        if (!MODULES.contains(hsm)) {
            throw invalid("A264201", "The specified HSM name is invalid.");
        }
        String alg = required(request, "alg");
        String curve = ALGORITHMS.getOrDefault(kty + ' ' + use, Map.of()).get(alg);
        if (curve == null) {
            throw invalid("A263204", "The value of the 'alg' request parameter is invalid for the key type.");
        }
        HardwareKey key = new HardwareKey(Opaque.random(), hsm, kty, use, alg, request.text("kid"), publicKey(curve));
        store.hardwareKeys().put(key.handle(), key);
        return success("A266001", "Successfully created a key on the HSM '" + hsm + "'.", key);
    }

    Answer get(Call call) {
        checkEnabled("A268201");
        return success("A268001", "Successfully obtained the key information.", named(call, "A268202"));
    }

    Answer list(Call call) {
        checkEnabled("A269201");
        return Answer.action("SUCCESS", "A269001", "Successfully obtained the records from the 'hsk' table.")
                .with(
                        "hsks",
                        store.hardwareKeys().values().stream()
                                .map(HardwareKeys::shown)
                                .toList());
    }

    Answer delete(Call call) {
        checkEnabled("A270201");
        HardwareKey key = named(call, "A270202");
        store.hardwareKeys().remove(key.handle());
        return success("A270001", "Successfully deleted the key.", key);
    }

    private static Answer success(String code, String message, HardwareKey key) {
        return Answer.action("SUCCESS", code, message).with("hsk", shown(key));
    }

    private static Document shown(HardwareKey key) {
        return Document.of(Document.MAPPER.valueToTree(key)).with("kid", key.kid());
    }

    private HardwareKey named(Call call, String unknown) {
        HardwareKey key = store.hardwareKeys().get(call.pathVariable("handle"));
        if (key == null) {
            throw new Refusal(Answer.action("NOT_FOUND", unknown, "No record matches the handle."));
        }
        return key;
    }

    private void checkEnabled(String code) {
        if (!store.service().is("hsmEnabled")) {
            throw invalid(code, "HSM support is not enabled for the service.");
        }
    }

    private static String required(Document request, String name) {
        String value = request.text(name);
        if (value == null) {
            throw invalid("A263201", "The '" + name + "' request parameter is not specified or its value is empty.");
        }
        return value;
    }

    private static String publicKey(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(curve.isEmpty() ? "RSA" : "EC");
            if (curve.isEmpty()) {
                generator.initialize(2048);
            } else {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            return Base64.getEncoder()
                    .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every Java platform has RSA and these curves
        }
    }

    private static Refusal invalid(String code, String message) {
        return new Refusal(Answer.action("INVALID_REQUEST", code, message));
    }
}
