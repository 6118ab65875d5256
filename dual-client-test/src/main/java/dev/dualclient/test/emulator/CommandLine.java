package dev.dualclient.test.emulator;

import dev.dualclient.test.emulator.state.Behaviour;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** An emulator as a process of its own. */
final class CommandLine {

    private static final String USAGE = """
            Usage: AuthleteEmulator --version 2.3|3.0 [option value]...
              --version           which Authlete to emulate
              --port              port on loopback; any free one if left out
              --issuer            issuer identifier of the service (http://localhost:8080)
              --service-id        number of the service (%s)
              --api-key           2.3: API key of the service (the service id)
              --api-secret        2.3: API secret of the service (%s)
              --owner-api-key     2.3: API key of the service owner (%s)
              --owner-api-secret  2.3: API secret of the service owner (%s)
              --access-token      3.0: access token for the service (%s)
              --switches          what the server does otherwise than documented, separated by commas:
                                  %s
              --bulk-revocation-limit  how many tokens one auth-token-revoke ends at most (%d)
              --clients-in-view   3.0: how many clients the access token may view (all)
              --help              this text
            Control (faults, counters, clock, reset) is below /_emulator/ on the same port.
            """.formatted(
                    EmulatedCredentials.DEFAULT.serviceId(),
                    EmulatedCredentials.DEFAULT.apiSecret(),
                    EmulatedCredentials.DEFAULT.ownerApiKey(),
                    EmulatedCredentials.DEFAULT.ownerApiSecret(),
                    EmulatedCredentials.DEFAULT.accessToken(),
                    Switches.names(",\n" + " ".repeat(22)),
                    Behaviour.DOCUMENTED.bulkRevocationLimit());

    private final PrintStream out;
    private final PrintStream err;

    CommandLine(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs until the process is asked to end, and returns its exit status. */
    int run(String... arguments) throws InterruptedException {
        if (Arrays.asList(arguments).contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        AuthleteEmulator emulator;
        try {
            emulator = start(options(arguments));
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            err.print(USAGE);
            return 2;
        } catch (UncheckedIOException taken) {
            err.println(taken.getMessage() + "; choose another one with --port, or leave it out for any free one.");
            return 1;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(emulator::close));
        out.println(greeting(emulator));
        new CountDownLatch(1).await(); // the process ends by a signal
        return 0;
    }

    private static AuthleteEmulator start(Map<String, String> options) {
        EmulatedCredentials defaults = EmulatedCredentials.DEFAULT;
        String serviceId = options.getOrDefault("service-id", defaults.serviceId());
        AuthleteEmulatorBuilder builder = AuthleteEmulator.builder()
                .version(version(options.get("version")))
                .port(options.containsKey("port") ? number("port", options) : 0)
                .credentials(new EmulatedCredentials(
                        serviceId,
                        options.getOrDefault("api-key", serviceId),
                        options.getOrDefault("api-secret", defaults.apiSecret()),
                        options.getOrDefault("owner-api-key", defaults.ownerApiKey()),
                        options.getOrDefault("owner-api-secret", defaults.ownerApiSecret()),
                        options.getOrDefault("access-token", defaults.accessToken()),
                        null));
        if (options.containsKey("issuer")) {
            builder.issuer(URI.create(options.get("issuer")));
        }
        if (options.containsKey("bulk-revocation-limit")) {
            builder.bulkRevocationLimit(number("bulk-revocation-limit", options));
        }
        if (options.containsKey("clients-in-view")) {
            builder.clientsInView(number("clients-in-view", options));
        }
        Switches.set(options.getOrDefault("switches", ""), builder);
        return builder.start();
    }

    private static Map<String, String> options(String... arguments) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int at = 0; at < arguments.length; at += 2) {
            String name = arguments[at];
            if (!name.startsWith("--") || !USAGE.contains("  " + name + " ")) {
                throw new IllegalArgumentException("There is no option " + name + ".");
            }
            if (at + 1 == arguments.length) {
                throw new IllegalArgumentException("The option " + name + " needs a value.");
            }
            options.put(name.substring(2), arguments[at + 1]);
        }
        return options;
    }

    private static AuthleteVersion version(@Nullable String number) {
        return Arrays.stream(AuthleteVersion.values())
                .filter(version -> version.number().equals(number))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Say --version 2.3 or --version 3.0."));
    }

    private static int number(String option, Map<String, String> options) {
        try {
            return Integer.parseInt(options.getOrDefault(option, ""));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("The option --" + option + " needs a number.", notANumber);
        }
    }

    /** Says with what to call the emulator; a secret only where it is the documented one. */
    private static String greeting(AuthleteEmulator emulator) {
        EmulatedCredentials given = emulator.credentials();
        EmulatedCredentials defaults = EmulatedCredentials.DEFAULT;
        String start = "Authlete " + emulator.version().number() + " emulated at " + emulator.baseUrl() + ", service ";
        return emulator.version() == AuthleteVersion.V2_3
                ? start + given.apiKey() + ":" + shown(given.apiSecret(), defaults.apiSecret()) + ", owner "
                        + given.ownerApiKey() + ":" + shown(given.ownerApiSecret(), defaults.ownerApiSecret())
                        + " (Basic)"
                : start + given.serviceId() + ", token " + shown(given.accessToken(), defaults.accessToken())
                        + " (Bearer)";
    }

    private static String shown(String given, String documented) {
        return given.equals(documented) ? documented : "(as given)";
    }
}
