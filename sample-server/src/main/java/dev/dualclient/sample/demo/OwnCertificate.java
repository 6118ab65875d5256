package dev.dualclient.sample.demo;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/** Lets the client applications of the demonstration call this server over TLS, whoever has signed its certificate. */
@Component
@ConditionalOnBean(DemoBackends.class)
final class OwnCertificate {

    private final @Nullable Ssl ssl;
    private final ObjectProvider<SslBundles> bundles;

    OwnCertificate(ServerProperties server, ObjectProvider<SslBundles> bundles) {
        this.ssl = server.getSsl();
        this.bundles = bundles;
    }

    /** Returns what trusts the certificate of this server alone, if it has one. */
    SSLContext trusting() {
        try {
            if (!Ssl.isEnabled(ssl)) {
                return SSLContext.getDefault();
            }
            KeyStore own = WebServerSslBundle.get(ssl, bundles.getIfAvailable())
                    .getStores()
                    .getKeyStore();
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(certificates(own));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new IllegalStateException("the certificate of this server cannot be read", unreadable);
        }
    }

    /** A key store is no trust store: its certificates go with private keys. */
    private static KeyStore certificates(@Nullable KeyStore own) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        if (own != null) {
            for (String alias : Collections.list(own.aliases())) {
                trusted.setCertificateEntry(alias, own.getCertificate(alias));
            }
        }
        return trusted;
    }
}
