package dev.dualclient.server;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.migration.Stage;
import dev.dualclient.operation.Side;
import dev.dualclient.spring.DualClientProperties;
import dev.dualclient.spring.DualClientProperties.Custody;
import dev.dualclient.spring.DualClientProperties.Gateway;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Prints one line once the gateway is ready: where it listens, what leads, and where custody is kept. */
final class StartMessage implements ApplicationListener<ApplicationReadyEvent> {

    private final DualAuthleteApi api;
    private final DualClientProperties properties;
    private final ServerProperties server;
    private final ManagementServerProperties management;
    private final Environment environment;

    StartMessage(
            DualAuthleteApi api,
            DualClientProperties properties,
            ServerProperties server,
            ManagementServerProperties management,
            Environment environment) {
        this.api = api;
        this.properties = properties;
        this.server = server;
        this.management = management;
        this.environment = environment;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        System.out.println(text());
    }

    String text() {
        Stage stage = api.dualClient().stages().policy().stage();
        Custody custody = properties.custody();
        return CommandLine.version() + " listens on " + address() + "; stage " + written(stage) + ", "
                + leader(stage) + " leads" + other(stage) + "; custody in "
                + written(custody == null ? DualClientProperties.Store.MEMORY : custody.store()) + "; management on "
                + management();
    }

    private String address() {
        Gateway gateway = properties.gateway();
        return (hasTls(server.getSsl()) ? "https://" : "http://") + host(server.getAddress()) + ":"
                + environment.getProperty("local.server.port") + (gateway == null ? "" : gateway.path());
    }

    private static boolean hasTls(@Nullable Ssl ssl) {
        return ssl != null && ssl.isEnabled();
    }

    private static String host(@Nullable InetAddress address) {
        return address == null ? "0.0.0.0" : address.getHostAddress();
    }

    private String management() {
        return (hasTls(management.getSsl()) ? "https://" : "http://")
                + host(management.getAddress()) + ":"
                + environment.getProperty("local.management.port");
    }

    private String leader(Stage stage) {
        return stage.leader() == Side.SECONDARY && properties.secondary() != null ? secondary() : primary();
    }

    private String other(Stage stage) {
        if (properties.secondary() == null) {
            return ", there is no secondary";
        }
        return ", then " + (stage.leader() == Side.SECONDARY ? primary() : secondary());
    }

    private String primary() {
        return "the primary "
                + (properties.primary() == null ? "" : properties.primary().baseUrl());
    }

    private String secondary() {
        return "the secondary "
                + (properties.secondary() == null ? "" : properties.secondary().baseUrl());
    }

    private static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
