package dev.dualclient.test.emulator.credential;

import com.authlete.sd.Disclosure;
import com.authlete.sd.SDJWT;
import com.authlete.sd.SDObjectBuilder;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Lacks;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.CredentialRequest;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Makes credentials: SD-JWT VCs, whose claims can be disclosed one by one, and JWT VCs. */
final class Credentials {

    /** What is never hidden (SD-JWT VC section 3.2.2.2). */
    private static final Set<String> OPEN = Set.of("iss", "iat", "nbf", "exp", "cnf", "vct", "type", "status");

    private final Store store;

    Credentials(Store store) {
        this.store = store;
    }

    /** Returns a credential for each key of a request; one that is bound to no key if it has none. */
    List<String> issue(CredentialRequest request, Document order) {
        List<String> keys = request.bindingKeys();
        return keys.isEmpty()
                ? List.of(issue(request, order, null))
                : keys.stream().map(key -> issue(request, order, key)).toList();
    }

    private String issue(CredentialRequest request, Document order, @Nullable String key) {
        Map<String, Object> payload = payload(order);
        return switch (request.format()) {
            case "vc+sd-jwt", "dc+sd-jwt" -> selective(request, order, key, payload);
            case "jwt_vc_json" -> {
                JWTClaimsSet.Builder claims = claims(order, key);
                payload.forEach(claims::claim);
                yield signed(claims, "JWT");
            }
            default -> throw Lacks.feature("the credential format " + request.format());
        };
    }

    private String selective(
            CredentialRequest request, Document order, @Nullable String key, Map<String, Object> payload) {
        Document configuration = new IssuerSettings(store.service()).configuration(request.configurationId());
        if (configuration != null && configuration.has("vct")) {
            payload.putIfAbsent("vct", configuration.text("vct"));
        }
        SDObjectBuilder builder = new SDObjectBuilder();
        List<Disclosure> disclosures = new ArrayList<>();
        payload.forEach((name, value) -> {
            if (OPEN.contains(name)) {
                builder.putClaim(name, value);
            } else {
                disclosures.add(builder.putSDClaim(name, value));
            }
        });
        JWTClaimsSet.Builder claims = claims(order, key);
        builder.build().forEach(claims::claim);
        return new SDJWT(signed(claims, request.format()), disclosures).toString();
    }

    private JWTClaimsSet.Builder claims(Document order, @Nullable String key) {
        long now = store.now();
        long wanted = order.number("credentialDuration");
        long usual = store.service().settings().number("credentialDuration");
        long seconds = wanted == 0 ? usual : wanted;
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(new IssuerSettings(store.service()).identifier())
                .issueTime(new Date(now))
                .expirationTime(seconds > 0 ? new Date(now + seconds * 1000) : null);
        if (key != null) {
            claims.claim("cnf", Map.of("jwk", Document.MAPPER.readValue(key, Map.class)));
        }
        return claims;
    }

    private String signed(JWTClaimsSet.Builder claims, String type) {
        return store.service().keys().sign(claims.build(), "ES256", new JOSEObjectType(type));
    }

    private static Map<String, Object> payload(Document order) {
        Map<String, Object> payload = new LinkedHashMap<>();
        String text = order.text("credentialPayload", "{}");
        try {
            Document.MAPPER
                    .convertValue(Document.MAPPER.readTree(text), Map.class)
                    .forEach((name, value) -> payload.put(String.valueOf(name), value));
            return payload;
        } catch (JacksonException | IllegalArgumentException notAnObject) {
            throw new Refusal(Answer.action("CALLER_ERROR", "A919206", "'credentialPayload' is not a JSON object."));
        }
    }
}
