package dev.dualclient.benchmarks.stub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for 127.0.0.1, made by the JDK's keytool.
 *
 * @param file the key store
 * @param password its password
 */
record Certificate(Path file, String password) {

    static Certificate create(Path folder) throws IOException, InterruptedException {
        Certificate certificate = new Certificate(folder.resolve("stub.p12"), "changeit");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "stub",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=stub",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        certificate.file.toString(),
                        "-storepass",
                        certificate.password))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(output);
        }
        return certificate;
    }

    /** Returns a context that trusts this certificate and no other. */
    SSLContext trusting() throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            own.load(in, password.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("stub", own.getCertificate("stub"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Deletes the key store and its folder. */
    void delete() {
        try {
            Files.delete(file);
            Files.delete(Objects.requireNonNull(file.getParent()));
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    @Override
    public String toString() {
        return "certificate";
    }
}
