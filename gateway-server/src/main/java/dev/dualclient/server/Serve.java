package dev.dualclient.server;

import java.io.PrintStream;
import java.util.List;
import org.springframework.boot.SpringApplication;

/** Serves the Authlete Web API until the process is stopped. */
final class Serve implements Command {

    @Override
    public String name() {
        return "serve";
    }

    @Override
    public String summary() {
        return "runs the gateway until the process is stopped";
    }

    @Override
    public String help() {
        return """
                Runs the gateway: an HTTP service that speaks the Authlete Web API and asks two backends. It needs the
                settings of the backends and at least one caller:
                  dual-client.primary.base-url, .service-id, .access-token
                  dual-client.secondary.base-url, .api-key, .api-secret
                  dual-client.gateway.callers[0].user, .secret
                Also useful: server.port (8080), server.ssl.*, management.server.port (9090, on this machine only).
                Exit status: 1 if a setting is wrong or the port is in use.""";
    }

    /** Returns once the gateway listens, which keeps the process alive; Spring Boot has told what ended the start. */
    @Override
    public int run(List<String> options, PrintStream out) {
        try {
            SpringApplication.run(GatewayServer.class, options.toArray(String[]::new));
            return DONE;
        } catch (RuntimeException told) { // by Spring Boot, in the log
            return FAILED;
        }
    }
}
