package dev.dualclient.authlete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.authlete.common.conf.AuthletePropertiesConfiguration;
import com.authlete.common.util.security.AESCipher;
import dev.dualclient.authlete.RecordingServer.Recorded;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/** An existing {@code authlete.properties}, and what is said where it cannot be used. */
class AuthletePropertiesTest {

    private static final String WHOLE = """
            base_url=https://us.authlete.com
            base_url.secondary=https://api.authlete.com
            api_version=V3
            service.api_key=21653835348762
            service.api_secret=secret-of-the-service
            service.access_token=access-token
            service_owner.api_key=owner
            service_owner.api_secret=secret-of-the-owner
            """;

    @TempDir
    private Path directory;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(DualAuthleteApi.class);
    private RecordingServer primary;
    private RecordingServer secondary;

    @BeforeEach
    void start() throws IOException {
        log.start();
        logger.addAppender(log);
        primary = new RecordingServer();
        secondary = new RecordingServer();
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        System.clearProperty("authlete.configuration.file");
        primary.close();
        secondary.close();
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("authlete.properties"), content);
    }

    private Path ofTheServers(String more) throws IOException {
        return file(WHOLE.replace("https://us.authlete.com", primary.url())
                        .replace("https://api.authlete.com", secondary.url())
                + more);
    }

    private void isRefused(String content, String message) throws IOException {
        Path file = file(content);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DualAuthleteApi.fromAuthleteProperties(file))
                .withMessage(file + ": " + message);
    }

    @Test
    void bothBackendsAreAskedWithTheCredentialsOfTheFile() throws IOException {
        try (DualAuthleteApi api = DualAuthleteApi.fromAuthleteProperties(ofTheServers("stage=secondary-first"))) {
            assertThat(api.dualClient().stage()).isEqualTo(Stage.SECONDARY_FIRST);
            api.getClientList();
        }

        assertThat(primary.recorded())
                .extracting(Recorded::path, request -> request.header("Authorization"))
                .containsExactly(tuple("/api/21653835348762/client/get/list", "Bearer access-token"));
        assertThat(secondary.recorded())
                .extracting(Recorded::path, request -> request.header("Authorization"))
                .containsExactly(tuple("/api/client/get/list", basic("21653835348762:secret-of-the-service")));
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theFileIsFoundWhereTheSdkFindsIt() throws IOException {
        System.setProperty("authlete.configuration.file", ofTheServers("").toString());

        try (DualAuthleteApi api = DualAuthleteApi.fromAuthleteProperties()) {
            assertThat(api.dualClient().stage()).isEqualTo(Stage.PRIMARY_FIRST);
            assertThat(api.dualClient().states().keySet()).containsExactlyInAnyOrder(Side.PRIMARY, Side.SECONDARY);
        }
    }

    @Test
    void encryptedSecretsAreDecrypted() throws IOException {
        byte[] key = HexFormat.of().parseHex(AuthletePropertiesConfiguration.DEFAULT_KEY);
        byte[] iv = HexFormat.of().parseHex(AuthletePropertiesConfiguration.DEFAULT_IV);
        String encrypted = new AESCipher().setKey(key, iv).encrypt("decrypted");

        Path file = ofTheServers("service.api_secret.encrypted=" + encrypted);
        try (DualAuthleteApi api = DualAuthleteApi.fromAuthleteProperties(file)) {
            api.getClientList();
        }

        assertThat(secondary.recorded())
                .extracting(request -> request.header("Authorization"))
                .containsExactly(basic("21653835348762:decrypted"));
    }

    @Test
    void e2_withoutASecondaryAllCallsGoToThePrimary() throws IOException {
        Path file = file("""
                base_url=%s
                service.api_key=21653835348762
                service.access_token=access-token
                """.formatted(primary.url()));
        try (DualAuthleteApi api = DualAuthleteApi.fromAuthleteProperties(file)) {
            assertThat(api.dualClient().states().keySet()).containsExactly(Side.PRIMARY);
            api.getClientList();
        }

        assertThat(primary.recorded()).hasSize(1);
        assertThat(secondary.recorded()).isEmpty();
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "No secondary backend is configured: every call goes to the primary at " + primary.url());
    }

    @Test
    void theStartSaysWhatLeadsAndWhereCustodyIs() throws IOException {
        DualAuthleteApi.fromAuthleteProperties(ofTheServers("stage=secondary-first"))
                .close();

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Dual Client is in use: stage secondary-first, the secondary at " + secondary.url()
                        + " leads, then the primary at " + primary.url()
                        + "; custody in the memory of this process, for one node, lost at a restart");
    }

    @Test
    void e1_aFileThatIsNotThereIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DualAuthleteApi.fromAuthleteProperties(Path.of("no-such.properties")))
                .withMessage("no-such.properties is neither in the file system nor on the class path: put it there, or"
                        + " name another file by the system property authlete.configuration.file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            base_url=https://us.authlete.com              | base_url is missing: write the address of the backend, like https://us.authlete.com
            service.api_key=21653835348762                | service.api_key is missing: write the id of the service
            service.access_token=access-token             | service.access_token is missing: write an access token of the service for Authlete's API
            service.api_secret=secret-of-the-service      | service.api_secret is missing: write the API secret that belongs to service.api_key
            service_owner.api_secret=secret-of-the-owner  | service_owner.api_secret is missing: write the API secret that belongs to service_owner.api_key
            service_owner.api_key=owner                   | service_owner.api_key is missing: write the API key that belongs to service_owner.api_secret
            """)
    void e1_aMissingKeyIsNamedWithItsRemedy(String line, String message) throws IOException {
        isRefused(WHOLE.replace(line + "\n", ""), message);
    }

    @Test
    void e1_aWrongValueIsToldByTheKeyOfTheFile() throws IOException {
        isRefused(
                WHOLE.replace("base_url.secondary=https://api.authlete.com", "base_url.secondary=api.authlete.com"),
                "base_url.secondary is not an http or https URL with a host: write one like https://api.authlete.com");
        isRefused(
                WHOLE.replace("https://us.authlete.com", "https://API.authlete.com:443"),
                "base_url and base_url.secondary are both https://API.authlete.com:443: write the address of Authlete"
                        + " 3.0 into the first and that of Authlete 2.3 into the second, or leave the secondary out");
        isRefused(
                WHOLE + "stage=both",
                "stage is both: write one of secondary-first, shadow, primary-first, drain, primary-only");
        isRefused(
                WHOLE.replace("api_version=V3", "api_version=V2"),
                "api_version is V2, as if base_url were Authlete 2.3: write the address of Authlete 3.0 into base_url,"
                        + " that of 2.3 into base_url.secondary, and api_version=V3");
        isRefused(
                WHOLE + "service.dpop_key={}",
                "service.dpop_key is no JSON Web Key that can sign: write the private EC or RSA key, as a JSON Web Key,"
                        + " that the access token is bound to");
    }
}
