package server;

import com.authlete.common.api.AuthleteApiException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

@Provider
public class AuthleteFailures implements ExceptionMapper<AuthleteApiException> {

    @Override
    public Response toResponse(AuthleteApiException failure) {
        boolean later = failure.getStatusCode() == 503 || failure.getStatusCode() == 429;
        return Response.status(later ? 503 : 500).header("Retry-After", later ? "2" : null)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(later ? "{\"error\":\"temporarily_unavailable\"}" : "{\"error\":\"server_error\"}").build();
    }
}
