package dev.dualclient.sample.credential;

import com.authlete.common.dto.CredentialIssuanceOrder;
import com.authlete.common.dto.CredentialRequestInfo;
import dev.dualclient.sample.user.Users;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What is put into a credential, and when. */
@Component
final class Orders {

    private static final List<String> CLAIMS = List.of("given_name", "family_name", "email");

    /** Credentials of this format take a while: a wallet gets a transaction id, and comes back for the credential. */
    private static final String SLOW_FORMAT = "jwt_vc_json";

    private final Users users;
    private final JsonMapper json;

    Orders(Users users, JsonMapper json) {
        this.users = users;
        this.json = json;
    }

    /** Returns the order that answers a request: to issue the credential, or to promise it. */
    CredentialIssuanceOrder first(CredentialRequestInfo request, String subject) {
        return later(request, subject).setIssuanceDeferred(SLOW_FORMAT.equals(request.getFormat()));
    }

    /** Returns the order that keeps a promise. */
    CredentialIssuanceOrder later(CredentialRequestInfo request, String subject) {
        return new CredentialIssuanceOrder()
                .setRequestIdentifier(request.getIdentifier())
                .setCredentialPayload(json.writeValueAsString(users.claims(subject, CLAIMS)));
    }
}
