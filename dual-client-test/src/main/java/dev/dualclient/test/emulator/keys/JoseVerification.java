package dev.dualclient.test.emulator.keys;

import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Whether a JOSE object is signed by the service or by a client, and its claims hold now: {@code jose-verify}. All that
 * is wrong is told, and the first of it gives the result code.
 */
final class JoseVerification {

    private final Store store;
    private final Signatures signatures;

    JoseVerification(Store store) {
        this.store = store;
        this.signatures = new Signatures(store);
    }

    Answer verify(Call call) {
        Document request = call.body();
        String text = request.text("jose");
        if (text == null) {
            throw Refusal.ofCall(400, "A160201", "The 'jose' request parameter is missing or empty.");
        }
        Findings findings = new Findings();
        try {
            JOSEObject jose = JOSEObject.parse(text);
            if (jose instanceof JWEObject) {
                findings.wrong("A160101", "JWE is not supported.");
            } else {
                checkClaims(jose.getPayload(), request, findings);
                if (jose instanceof JWSObject jws) {
                    findings.signed(signatures.verify(jws, request));
                }
            }
        } catch (ParseException malformed) {
            findings.wrong("A160202", "Failed to parse the value of the 'jose' request parameter as JOSE.");
        }
        return findings.answer();
    }

    private void checkClaims(Payload payload, Document request, Findings findings) {
        List<String> mandatory = request.texts("mandatoryClaims");
        JsonNode claims = json(payload);
        if (!claims.isObject()) {
            if (!mandatory.isEmpty()) {
                findings.wrong(
                        "A160203",
                        "The payload of the JOSE object couldn't be parsed as JSON although some claims were declared"
                                + " as mandatory.");
            }
            return;
        }
        mandatory.stream().filter(name -> !claims.hasNonNull(name)).forEach(findings::missing);
        long now = store.now() / 1000;
        long skew = request.number("clockSkew");
        checkTime(claims, "exp", now - skew + 1, Long.MAX_VALUE, "A160206", findings);
        checkTime(claims, "iat", Long.MIN_VALUE, now + skew, "A160207", findings);
        checkTime(claims, "nbf", Long.MIN_VALUE, now + skew, "A160208", findings);
    }

    private static void checkTime(
            JsonNode claims, String name, long earliest, long latest, String code, Findings findings) {
        JsonNode time = claims.path(name);
        if (time.isMissingNode()) {
            return;
        }
        if (!time.isIntegralNumber()) {
            findings.invalid(name, "A160205", "The value of the claim '" + name + "' is not an integer.");
        } else if (time.asLong() < earliest || time.asLong() > latest) {
            findings.invalid(name, code, "The claim '" + name + "' does not hold at the current time.");
        }
    }

    private static JsonNode json(Payload payload) {
        try {
            return Document.MAPPER.readTree(payload.toString());
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    /** What was found out about one JOSE object. */
    private static final class Findings {

        private final List<String> missing = new ArrayList<>();
        private final List<String> invalid = new ArrayList<>();
        private final List<Refused> errors = new ArrayList<>();
        private boolean signed;

        void wrong(String code, String message) {
            errors.add(new Refused(code, message));
        }

        void missing(String claim) {
            missing.add(claim);
            wrong("A160204", "The mandatory claim '" + claim + "' is missing.");
        }

        void invalid(String claim, String code, String message) {
            invalid.add(claim);
            wrong(code, message);
        }

        void signed(Signatures.Verdict verdict) {
            signed = verdict.code() == null;
            if (verdict.code() != null) {
                wrong(verdict.code(), verdict.words());
            }
        }

        Answer answer() {
            Answer answer = errors.isEmpty()
                    ? Answer.result("A160001", "The JOSE is valid.")
                    : Answer.result(errors.get(0).code(), errors.get(0).words());
            return answer.with("valid", errors.isEmpty())
                    .with("signatureValid", signed)
                    .with("missingClaims", missing)
                    .with("invalidClaims", invalid)
                    .with(
                            "errorDescriptions",
                            errors.isEmpty()
                                    ? null
                                    : errors.stream().map(Refused::words).toList());
        }

        private record Refused(String code, String words) {}
    }
}
