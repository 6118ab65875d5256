package dev.dualclient.sample.credential;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.dto.CredentialIssuerJwksRequest;
import com.authlete.common.dto.CredentialIssuerJwksResponse;
import com.authlete.common.dto.CredentialIssuerMetadataRequest;
import com.authlete.common.dto.CredentialIssuerMetadataResponse;
import com.authlete.common.dto.CredentialJwtIssuerMetadataRequest;
import com.authlete.common.dto.CredentialJwtIssuerMetadataResponse;
import com.authlete.common.dto.CredentialNonceRequest;
import com.authlete.common.dto.CredentialNonceResponse;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a wallet asks for before it asks for a credential: metadata, keys, and a nonce for its proofs (section 7). */
@RestController
final class IssuerDocuments {

    private final AuthleteApi authlete;

    IssuerDocuments(AuthleteApi authlete) {
        this.authlete = authlete;
    }

    @GetMapping("/.well-known/openid-credential-issuer")
    ResponseEntity<String> metadata() {
        CredentialIssuerMetadataResponse answer =
                authlete.credentialIssuerMetadata(new CredentialIssuerMetadataRequest());
        return CredentialReplies.of(answer.getAction(), answer.getResponseContent());
    }

    /** Who verifies a credential reads here whose keys signed it (SD-JWT VC section 5). */
    @GetMapping("/.well-known/jwt-issuer")
    ResponseEntity<String> jwtIssuer() {
        CredentialJwtIssuerMetadataResponse answer =
                authlete.credentialJwtIssuerMetadata(new CredentialJwtIssuerMetadataRequest());
        return CredentialReplies.of(answer.getAction(), answer.getResponseContent());
    }

    @GetMapping("/api/vci/jwks")
    ResponseEntity<String> keys() {
        CredentialIssuerJwksResponse answer = authlete.credentialIssuerJwks(new CredentialIssuerJwksRequest());
        return CredentialReplies.of(answer.getAction(), answer.getResponseContent());
    }

    @PostMapping("/api/nonce")
    ResponseEntity<String> nonce() {
        CredentialNonceResponse answer = authlete.credentialNonce(new CredentialNonceRequest());
        return CredentialReplies.of(answer.getAction(), answer.getResponseContent());
    }
}
