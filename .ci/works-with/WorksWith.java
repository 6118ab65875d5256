import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.TokenRequest;
import com.sun.net.httpserver.HttpServer;
import dev.dualclient.authlete.DualAuthleteApi;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** One call of each kind by the class path that it is started with: reads, issues, falls back, merges lists. */
final class WorksWith {

    private static HttpServer backend(String answer) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean list = exchange.getRequestURI().getPath().endsWith("/list");
            byte[] body = (list ? "{\"totalCount\":1,\"clients\":[{\"clientId\":" + answer.length() + "}]}" : answer)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public static void main(String[] arguments) throws Exception {
        HttpServer first = backend("{\"action\":\"UNAUTHORIZED\",\"existent\":false,\"usable\":false,\"resultCode\":\"A056301\"}");
        HttpServer second = backend("{\"action\":\"OK\",\"existent\":true,\"usable\":true,\"subject\":\"john\",\"clientId\":1}");
        try (DualAuthleteApi api = DualAuthleteApi.builder()
                .primary(to -> to.baseUrl(url(first)).serviceId("1").accessToken("t"))
                .secondary(to -> to.baseUrl(url(second)).apiKey("1").apiSecret("s"))
                .build()) {
            AuthleteApi vendors = api;
            check(vendors.introspection(new IntrospectionRequest().setToken("x")).getSubject().equals("john"));
            check(vendors.getClientList().getClients().length == 2);
            check(vendors.token(new TokenRequest().setParameters("grant_type=authorization_code&code=c")
                    .setClientId("1").setClientSecret("s")).getAction() != null);
        } finally {
            first.stop(0);
            second.stop(0);
        }
        System.out.println("works on Java " + Runtime.version().feature());
        System.exit(0);
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError();
        }
    }
}
