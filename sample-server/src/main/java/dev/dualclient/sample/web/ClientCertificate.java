package dev.dualclient.sample.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that a client has shown to this server (RFC 8705): {@code server.ssl.client-auth=want} makes the server
 * ask for one. The server checks that it is trusted, Authlete whose it is.
 */
public final class ClientCertificate {

    /** Where the container puts the chain (Jakarta Servlet section 3.10). */
    private static final String ATTRIBUTE = "jakarta.servlet.request.X509Certificate";

    private ClientCertificate() {}

    /** Returns the certificate in PEM, {@code null} where there is none. */
    public static @Nullable String of(HttpServletRequest request) {
        if (!(request.getAttribute(ATTRIBUTE) instanceof X509Certificate[] chain) || chain.length == 0) {
            return null;
        }
        try {
            Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
            return "-----BEGIN CERTIFICATE-----\n"
                    + lines.encodeToString(chain[0].getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException malformed) {
            throw new IllegalStateException("the container let a certificate pass that cannot be encoded", malformed);
        }
    }
}
