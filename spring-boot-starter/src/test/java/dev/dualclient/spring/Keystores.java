package dev.dualclient.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.jks.JksSslStoreBundle;
import org.springframework.boot.ssl.jks.JksSslStoreDetails;

/** Key pairs made by the JDK's keytool, in files as operators have them. */
final class Keystores {

    static final String PASSWORD = "changeit";

    private Keystores() {}

    /** Makes a key and its self-signed certificate for 127.0.0.1. */
    static Path selfSigned(Path directory, String name) {
        Path file = directory.resolve(name + ".p12");
        ProcessBuilder keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1", // it lives for one key
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD);
        try {
            Process process = keytool.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(output);
            }
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stop);
        }
    }

    /** Returns what presents one certificate and trusts another. */
    static SSLContext context(Path own, Path trusted) {
        return SslBundle.of(new JksSslStoreBundle(details(own), details(trusted)))
                .createSslContext();
    }

    private static JksSslStoreDetails details(Path file) {
        return new JksSslStoreDetails("PKCS12", null, file.toUri().toString(), PASSWORD);
    }
}
