package dev.dualclient.test.emulator.proof;

import com.nimbusds.jose.util.X509CertUtils;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** The certificates that clients present in TLS (RFC 8705), as an authorization server passes them on: in PEM. */
public final class Certificates {

    private Certificates() {}

    /** Returns a certificate, {@code null} if the text is none. */
    public static @Nullable X509Certificate of(String pem) {
        return X509CertUtils.parse(pem);
    }

    /** Returns the thumbprint that tokens are bound to: SHA-256, base64url. */
    public static String thumbprint(X509Certificate certificate) {
        return X509CertUtils.computeSHA256Thumbprint(certificate).toString();
    }
}
