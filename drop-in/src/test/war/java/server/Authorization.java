package server;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.dto.AuthorizationIssueRequest;
import com.authlete.common.dto.AuthorizationIssueResponse;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.AuthorizationResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** The authorization endpoint of a server whose only user is logged in and has consented. */
@Path("/authorization")
public class Authorization {

    @GET
    public Response get(@Context UriInfo request) {
        AuthleteApi api = AuthleteApiFactory.getDefaultApi();
        AuthorizationResponse asked = api.authorization(
                new AuthorizationRequest().setParameters(request.getRequestUri().getRawQuery()));
        if (asked.getAction() != AuthorizationResponse.Action.INTERACTION) {
            return Response.status(400).entity(asked.getResponseContent()).build();
        }
        AuthorizationIssueResponse issued = api.authorizationIssue(
                new AuthorizationIssueRequest().setTicket(asked.getTicket()).setSubject("john"));
        return Response.status(302).location(URI.create(issued.getResponseContent())).build();
    }
}
