package dev.dualclient.test.emulator.oauth;

import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.state.AuthorizationDetails;
import dev.dualclient.test.emulator.state.Client;
import dev.dualclient.test.emulator.state.Privileges;
import dev.dualclient.test.emulator.state.Service;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What requests ask for besides scopes: resources (RFC 8707) and authorization details (RFC 9396). */
final class RequestedPrivileges {

    private RequestedPrivileges() {}

    /**
     * Reads what a request for a grant asks for.
     *
     * @throws RequestError if it is malformed or not allowed
     */
    static Privileges of(Service service, Client client, Parameters parameters) {
        return Privileges.of(
                resources(parameters), RequestedDetails.of(service, client, parameters.get("authorization_details")));
    }

    /**
     * Reads which of the resources of a grant a token request wants an access token for (RFC 8707 section 2.2).
     *
     * @throws RequestError if it names others
     */
    static Privileges narrowed(Privileges granted, Parameters parameters) {
        List<String> wanted = resources(parameters);
        if (!granted.resources().containsAll(wanted)) {
            throw new RequestError(
                    OAuth2Error.INVALID_TARGET, "A251306", "The value of a 'resource' is not one of the grant.");
        }
        return granted.narrowedTo(wanted);
    }

    private static List<String> resources(Parameters parameters) {
        List<String> resources = parameters.all("resource");
        resources.forEach(RequestedPrivileges::check);
        return resources;
    }

    private static void check(String resource) {
        URI uri;
        try {
            uri = new URI(resource);
        } catch (URISyntaxException e) {
            throw target("A251306", "The value of a 'resource' is not a valid URI.");
        }
        if (!uri.isAbsolute()) {
            throw target("A251307", "The value of a 'resource' is not an absolute URI.");
        }
        if (uri.getRawFragment() != null) {
            throw target("A251308", "The value of a 'resource' includes a fragment component.");
        }
    }

    private static RequestError target(String code, String words) {
        return new RequestError(OAuth2Error.INVALID_TARGET, code, words);
    }

    /** Tells the resources and the authorization details of a request or of a grant. */
    static Answer shown(Answer answer, Privileges privileges) {
        return answer.with("resources", nonEmpty(privileges.resources()))
                .with("authorizationDetails", AuthorizationDetails.toApi(privileges.authorizationDetails()));
    }

    /** Tells the same of a token. */
    static Answer shownOfToken(Answer answer, Privileges privileges) {
        return shown(answer, privileges).with("accessTokenResources", nonEmpty(privileges.accessTokenResources()));
    }

    private static @Nullable List<String> nonEmpty(List<String> values) {
        return values.isEmpty() ? null : values;
    }
}
