package dev.dualclient.gateway;

import dev.dualclient.DualClient;
import dev.dualclient.call.ApiCall;
import dev.dualclient.call.CallResult;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Dual Client as an Authlete-compatible HTTP service, for servers in any language: they change their base URL and their
 * API credentials and send what they have always sent, in the paths of Authlete 2.3 ({@code /api/auth/token}) or of 3.0
 * ({@code /api/{serviceId}/auth/token}).
 *
 * <pre>{@code
 * GatewayServlet gateway = GatewayServlet.builder(api.dualClient())
 *         .serviceId("21653835348762")
 *         .caller("auth-server", secret)
 *         .build();
 * context.addServlet("gateway", gateway).addMapping("/api/*");
 * }</pre>
 *
 * <p>Map it to {@code /api/*}, to a longer prefix that ends in {@code /api}, or to everything; what stands before
 * {@code /api} is then part of the base URL.
 *
 * <table>
 * <caption>Answers</caption>
 * <tr><th>status</th><th>when</th></tr>
 * <tr><td>as the backend's</td><td>an answer counts: its status, its headers and, byte for byte, its body. Only a
 * ticket's mark and the merging of lists change one</td></tr>
 * <tr><td>503</td><td>no answer counts; {@code Retry-After} says when to come back</td></tr>
 * <tr><td>400</td><td>malformed body, query or path, an encoded slash in the path included</td></tr>
 * <tr><td>401</td><td>no, or wrong, credentials of a caller</td></tr>
 * <tr><td>404, 405</td><td>no such path, or no such method of the path, in either version; another service</td></tr>
 * <tr><td>413, 415</td><td>the body is too large, or neither JSON nor a form</td></tr>
 * </table>
 *
 * <p>Those that the gateway makes itself have the body {@code {"resultCode":…,"resultMessage":…}}. Nothing that the
 * catalogue of operations lacks is forwarded, nor any credential of a caller. Thread-safe; a request holds its thread
 * until it is answered, within the engine's budget of a call.
 */
public final class GatewayServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient DualClient engine;
    private final transient Callers callers;
    private final transient Target target;
    private final transient Requests requests;

    GatewayServlet(GatewayServletBuilder builder) {
        engine = builder.engine;
        callers = new Callers(builder.callers);
        target = new Target(builder.serviceId);
        requests = new Requests(builder.maxBodySize);
    }

    /**
     * Returns a builder; a caller is all that it needs.
     *
     * @param engine the engine that executes every call; not closed with the servlet
     */
    public static GatewayServletBuilder builder(DualClient engine) {
        return new GatewayServletBuilder(engine);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            callers.authenticate(request.getHeader("Authorization"));
            ApiCall call = requests.call(request, target.of(request));
            CallResult result = engine.execute(call);
            ResponseWriter.write(result, response);
        } catch (Rejection rejection) {
            ResponseWriter.write(rejection, response);
        }
    }
}
