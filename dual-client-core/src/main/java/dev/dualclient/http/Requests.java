package dev.dualclient.http;

import dev.dualclient.backend.Reply;
import dev.dualclient.call.ApiCall;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.net.URI;
import java.util.Map;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Builds the HTTP requests of one backend. */
final class Requests {

    private final Side side;
    private final URI server;
    private final String origin;
    private final RenewableAuthorization authorization;
    private final RequestPath path;

    Requests(BackendSettings settings) {
        this.side = settings.side();
        this.server = settings.baseUrl();
        this.origin = server.getScheme() + "://" + server.getRawAuthority();
        this.authorization = settings.authorization();
        this.path = new RequestPath(server.getRawPath(), settings.serviceId());
    }

    /**
     * Returns the request of a call.
     *
     * @throws IllegalArgumentException if the backend lacks the operation, or the call a path variable
     */
    Exchange request(ApiCall call) {
        Operation operation = call.operation();
        String template = operation.path(side);
        if (template == null) {
            throw new IllegalArgumentException("the " + SettingsCheck.name(side) + " has no " + operation.id());
        }
        String target = path.of(template, call);
        Exchange request = new Exchange(operation.method(), server, target, operation.id());
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            if (CallerHeaders.allowed(header.getKey())) {
                request.setHeader(header.getKey(), header.getValue());
            }
        }
        request.setHeader("Accept", "application/json");
        request.setHeader("Accept-Encoding", "identity");
        authorization.current().to(request, () -> origin + withoutQuery(target), operation.apiCredentials());
        byte[] body = call.body();
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
            request.setEntity(new ByteArrayEntity(body, null));
        }
        return request;
    }

    private static String withoutQuery(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Stores the DPoP nonce of an answer. Returns whether the server asks for the request again with that nonce. */
    boolean turnedAway(Reply reply) {
        return reply instanceof Reply.Answered answered
                && authorization.current().learns(answered.answer());
    }
}
