package dev.dualclient.test.emulator.state;

import java.util.List;

/**
 * What a token is good for, besides its scopes.
 *
 * @param resources the resources of the grant (RFC 8707)
 * @param accessTokenResources those of them that the present access token is for
 * @param authorizationDetails the authorization details (RFC 9396), each a JSON object with a {@code type}
 */
public record Privileges(
        List<String> resources, List<String> accessTokenResources, List<Document> authorizationDetails) {

    /** Nothing besides the scopes. */
    public static final Privileges NONE = new Privileges(List.of(), List.of(), List.of());

    /** Returns the privileges of a grant; its access token is for all of its resources. */
    public static Privileges of(List<String> resources, List<Document> authorizationDetails) {
        return new Privileges(resources, resources, authorizationDetails);
    }

    /** Returns these privileges with an access token for some of the resources; for all of them where none is named. */
    public Privileges narrowedTo(List<String> some) {
        return new Privileges(resources, some.isEmpty() ? resources : some, authorizationDetails);
    }
}
