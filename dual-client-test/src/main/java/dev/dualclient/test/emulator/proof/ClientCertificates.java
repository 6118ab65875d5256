package dev.dualclient.test.emulator.proof;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.dualclient.test.emulator.state.Client;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Client certificates as authentication (RFC 8705 section 2). That a chain leads to a root that is trusted is taken as
 * checked by whoever ended TLS.
 */
public final class ClientCertificates {

    /** Which registered name is compared with which kind of alternative name (RFC 5280 section 4.2.1.6). */
    private static final Map<String, Integer> ALTERNATIVE_NAMES = Map.of(
            "tlsClientAuthSanEmail", 1, "tlsClientAuthSanDns", 2, "tlsClientAuthSanUri", 6, "tlsClientAuthSanIp", 7);

    private static final Map<Integer, String> MISMATCHES =
            Map.of(1, "A157349", 2, "A157346", 6, "A157347", 7, "A157348");

    private ClientCertificates() {}

    /** Checks that a certificate has the name that the client has registered ({@code tls_client_auth}). */
    public static void checkName(Client client, @Nullable String pem) throws InvalidProof {
        X509Certificate certificate = certificate(pem);
        String registered = client.metadata().text("tlsClientAuthSubjectDn");
        if (registered != null) {
            if (!certificate.getSubjectX500Principal().equals(principal(registered))) {
                throw new InvalidProof(
                        "A157343",
                        "The subject DN of the presented client certificate and the registered subject DN do not"
                                + " match.");
            }
            return;
        }
        for (Map.Entry<String, Integer> name : ALTERNATIVE_NAMES.entrySet()) {
            String value = client.metadata().text(name.getKey());
            if (value != null) {
                if (!alternatives(certificate).contains(List.of(name.getValue(), value))) {
                    throw new InvalidProof(
                            MISMATCHES.getOrDefault(name.getValue(), "A157350"),
                            "The subject alternative name of the presented client certificate did not match the"
                                    + " registered one.");
                }
                return;
            }
        }
        throw new InvalidProof("A157340", "A subject DN or SAN of the client certificate is not registered.");
    }

    /** Checks that a certificate is one of the client's JWK set ({@code self_signed_tls_client_auth}). */
    public static void checkSelfSigned(Client client, @Nullable String pem) throws InvalidProof {
        X509Certificate certificate = certificate(pem);
        JWKSet keys = ClientSignatures.keys(client);
        if (keys == null || keys.getKeys().stream().noneMatch(key -> holds(key, certificate))) {
            throw new InvalidProof(
                    "A157333",
                    "The DER of the presented self-signed certificate and the DER of the registered self-signed"
                            + " certificate do not match.");
        }
    }

    private static boolean holds(JWK key, X509Certificate certificate) {
        return key.getParsedX509CertChain() != null
                && certificate.equals(key.getParsedX509CertChain().get(0));
    }

    private static X509Certificate certificate(@Nullable String pem) throws InvalidProof {
        if (pem == null) {
            throw new InvalidProof("A157327", "The request does not contain a client certificate.");
        }
        X509Certificate certificate = Certificates.of(pem);
        if (certificate == null) {
            throw new InvalidProof("A157328", "The client certificate is malformed.");
        }
        return certificate;
    }

    private static X500Principal principal(String name) throws InvalidProof {
        try {
            return new X500Principal(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidProof("A157342", "The subject DN of the registered client certificate is malformed.");
        }
    }

    private static Collection<List<?>> alternatives(X509Certificate certificate) throws InvalidProof {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names;
        } catch (CertificateParsingException e) {
            throw new InvalidProof(
                    "A157352", "The subject alternative name of the presented client certificate is malformed.");
        }
    }
}
