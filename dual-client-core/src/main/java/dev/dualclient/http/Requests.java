package dev.dualclient.http;

import dev.dualclient.backend.ApiCall;
import dev.dualclient.operation.Operation;
import dev.dualclient.operation.Side;
import java.net.URI;
import java.util.Map;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Writes calls as HTTP requests in the way of one backend. */
final class Requests {

    private final Side side;
    private final URI server;
    private final Authorization authorization;
    private final RequestPath path;

    Requests(BackendSettings settings) {
        this.side = settings.side();
        this.server = settings.baseUrl();
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
        Exchange request = new Exchange(operation.method(), server, path.of(template, call), operation.id());
        for (Map.Entry<String, String> header : call.headers().entrySet()) {
            if (CallerHeaders.allowed(header.getKey())) {
                request.setHeader(header.getKey(), header.getValue());
            }
        }
        request.setHeader("Accept", "application/json");
        String credentials = authorization.header(operation.apiCredentials());
        if (credentials != null) {
            request.setHeader("Authorization", credentials);
        }
        byte[] body = call.body();
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
            request.setEntity(new ByteArrayEntity(body, null));
        }
        return request;
    }
}
