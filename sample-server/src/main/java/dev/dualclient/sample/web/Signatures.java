package dev.dualclient.sample.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Signed JWTs (RFC 7519, RFC 7515) of those whose public keys are known. */
public final class Signatures {

    private static final Set<JWSAlgorithm> ALGORITHMS = Stream.of(JWSAlgorithm.Family.RSA, JWSAlgorithm.Family.EC)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    private Signatures() {}

    /**
     * Returns the claims of a JWT that one of the keys has signed, {@code null} if it is none. The claims are not judged,
     * nor whether the JWT has expired.
     */
    public static @Nullable JWTClaimsSet verified(String jwt, JWKSet keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        try {
            return processor.process(jwt, null);
        } catch (ParseException | BadJOSEException | JOSEException notSigned) {
            return null;
        }
    }
}
