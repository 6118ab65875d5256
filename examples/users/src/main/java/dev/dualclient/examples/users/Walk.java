package dev.dualclient.examples.users;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.JdbcUserDetailsManager;

/** Lets users of the sample server log in at the new application, and prints what they see. */
public final class Walk {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String KIT = "--dual-client.kits.users.";

    private Walk() {}

    /** Takes the jar of the sample server, the old system. */
    public static void main(String[] arguments) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Process old = sample(Path.of(arguments[0]), port);
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(NewApplication.class)
                .run(settings("http://localhost:" + port).toArray(String[]::new))) {
            JdbcUserDetailsManager users = application.getBean(JdbcUserDetailsManager.class);
            expect(401, "john, with a wrong password", login(application, "john", "wrong"));
            expect(401, "somebody whom nobody knows", login(application, "nobody", "wrong"));
            expect(200, "john logs in for the first time", login(application, "john", "john"));
            users.updateUser(User.withUserDetails(users.loadUserByUsername("john"))
                    .password("{noop}changed")
                    .build());
            expect(401, "john changed his password here; the old one", login(application, "john", "john"));
            expect(200, "john, with the new one", login(application, "john", "changed"));
            old.destroy();
            old.waitFor();
            expect(200, "the old system is down, john", login(application, "john", "changed"));
            expect(503, "the old system is down, jane", login(application, "jane", "jane"));
            users.deleteUser("john");
            expect(401, "john was deleted here", login(application, "john", "john"));
        } finally {
            old.destroy();
        }
    }

    /** The sample server with its own emulators; it checks passwords at its token endpoint. */
    private static Process sample(Path jar, int port) throws IOException {
        Process process = new ProcessBuilder("java", "-jar", jar.toString(), "--server.port=" + port)
                .redirectErrorStream(true)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("Open http")) {
                return process;
            }
        }
        throw new IOException("the sample server does not start");
    }

    private static List<String> settings(String old) {
        String endpoint = KIT + "token-endpoint.";
        return List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.root=OFF",
                "--spring.sql.init.mode=always",
                KIT + "timeout=10s",
                endpoint + "uri=" + old + "/api/token",
                endpoint + "client-id=old-client",
                endpoint + "client-secret=old-client-secret");
    }

    private static HttpResponse<String> login(ConfigurableApplicationContext application, String name, String password)
            throws IOException, InterruptedException {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        String form = "username=" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "&password="
                + URLEncoder.encode(password, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static void expect(int status, String who, HttpResponse<String> answer) {
        System.out.println(answer.statusCode() + "  " + who + "\n     " + answer.body());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(who + ": expected " + status);
        }
    }
}
