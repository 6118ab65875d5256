package server;

import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.dto.RevocationRequest;
import com.authlete.common.dto.RevocationResponse;
import com.authlete.common.dto.StandardIntrospectionRequest;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.TokenResponse;
import com.authlete.common.web.BasicCredentials;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The token, revocation and introspection endpoints, written against the default API. */
@Path("/")
public class Token {

    @POST
    @Path("token")
    public Response token(@HeaderParam("Authorization") String header, String body) {
        BasicCredentials client = BasicCredentials.parse(header);
        TokenResponse answer = AuthleteApiFactory.getDefaultApi()
                .token(new TokenRequest()
                        .setParameters(body)
                        .setClientId(client.getUserId())
                        .setClientSecret(client.getPassword()));
        int status = answer.getAction() == TokenResponse.Action.OK ? 200 : 400;
        return Response.status(status).entity(answer.getResponseContent()).build();
    }

    @POST
    @Path("revocation")
    public Response revocation(@HeaderParam("Authorization") String header, String body) {
        BasicCredentials client = BasicCredentials.parse(header);
        RevocationResponse answer = AuthleteApiFactory.getDefaultApi()
                .revocation(new RevocationRequest()
                        .setParameters(body)
                        .setClientId(client.getUserId())
                        .setClientSecret(client.getPassword()));
        return Response.status(answer.getAction() == RevocationResponse.Action.OK ? 200 : 400).build();
    }

    @POST
    @Path("introspection")
    public Response introspection(String body) {
        return Response.ok(AuthleteApiFactory.getDefaultApi()
                        .standardIntrospection(new StandardIntrospectionRequest().setParameters(body))
                        .getResponseContent())
                .build();
    }
}
