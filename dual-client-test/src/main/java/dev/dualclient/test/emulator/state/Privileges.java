package dev.dualclient.test.emulator.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a token is good for, besides its scopes.
 *
 * @param resources the resources of the grant (RFC 8707)
 * @param accessTokenResources those of them that the present access token is for
 * @param authorizationDetails the authorization details (RFC 9396), each a JSON object with a {@code type}
 * @param offeredCredentials the ids of the credentials of an offer
 * @param userInfoClaims the claims that the userinfo endpoint is to give besides those of the scopes (OpenID Connect Core
 *     section 5.5), as JSON text, {@code null} for none
 */
public record Privileges(
        List<String> resources,
        List<String> accessTokenResources,
        List<Document> authorizationDetails,
        List<String> offeredCredentials,
        @Nullable String userInfoClaims) {

    /** Nothing besides the scopes. */
    public static final Privileges NONE = new Privileges(List.of(), List.of(), List.of(), List.of(), null);

    /** Returns the privileges of a grant; its access token is for all of its resources. */
    public static Privileges of(List<String> resources, List<Document> authorizationDetails) {
        return new Privileges(resources, resources, authorizationDetails, List.of(), null);
    }

    /** Returns these privileges with an access token for some of the resources; for all of them where none is named. */
    public Privileges narrowedTo(List<String> some) {
        return new Privileges(
                resources, some.isEmpty() ? resources : some, authorizationDetails, offeredCredentials, userInfoClaims);
    }

    /** Returns these privileges with other claims at the userinfo endpoint. */
    public Privileges withUserInfoClaims(@Nullable String claims) {
        return new Privileges(resources, accessTokenResources, authorizationDetails, offeredCredentials, claims);
    }

    /** Returns the privileges of who has redeemed a credential offer. */
    public static Privileges ofOffer(List<String> credentials) {
        return new Privileges(List.of(), List.of(), List.of(), List.copyOf(credentials), null);
    }
}
