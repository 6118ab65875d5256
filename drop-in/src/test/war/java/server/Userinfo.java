package server;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.conf.AuthletePropertiesConfiguration;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.IntrospectionResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

/** A protected resource of an older server, which makes an API for each request. */
@Path("/resource")
public class Userinfo {

    @GET
    public Response get(@QueryParam("access_token") String token) {
        AuthleteApi api = AuthleteApiFactory.create(new AuthletePropertiesConfiguration());
        IntrospectionResponse answer = api.introspection(new IntrospectionRequest().setToken(token));
        return answer.isUsable()
                ? Response.ok(answer.getSubject()).build()
                : Response.status(401).build();
    }
}
