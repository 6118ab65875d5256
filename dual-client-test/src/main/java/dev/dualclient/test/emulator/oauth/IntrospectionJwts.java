package dev.dualclient.test.emulator.oauth;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import dev.dualclient.test.emulator.call.Lacks;
import dev.dualclient.test.emulator.call.Refusal;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Introspection answers as JWTs (RFC 9701): signed, and encrypted for a resource server that wants it. */
final class IntrospectionJwts {

    private static final String MEDIA_TYPE = "application/token-introspection+jwt";
    private static final JOSEObjectType TYPE = new JOSEObjectType("token-introspection+jwt");

    private final Store store;

    IntrospectionJwts(Store store) {
        this.store = store;
    }

    /** Returns whether a resource server wants a JWT. */
    boolean wanted(Document request) {
        return store.differences().introspectionJwts()
                && request.text("httpAcceptHeader", "").contains(MEDIA_TYPE);
    }

    /** Returns an answer as a JWT for the resource server that a request names. */
    String of(Map<String, Object> introspection, Document request) {
        String resourceServer = request.text("rsUri");
        if (resourceServer == null) {
            throw wrong("A JWT needs the URI of the resource server that it is for: 'rsUri'.");
        }
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(store.service().issuer())
                .audience(resourceServer)
                .issueTime(new Date(store.now()))
                .claim("token_introspection", introspection)
                .build();
        try {
            String signed =
                    signed(claims, request.text("introspectionSignAlg", "RS256"), request.text("sharedKeyForSign"));
            String algorithm = request.text("introspectionEncryptionAlg");
            return algorithm == null ? signed : encrypted(signed, algorithm, request);
        } catch (JOSEException | ParseException e) {
            throw wrong("The keys in the request do not fit the algorithms.");
        }
    }

    private String signed(JWTClaimsSet claims, String algorithm, @Nullable String sharedKey) throws JOSEException {
        if (!algorithm.startsWith("HS")) {
            return store.service().keys().sign(claims, algorithm, TYPE);
        }
        if (sharedKey == null) {
            throw wrong("A symmetric signature needs 'sharedKeyForSign'.");
        }
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.parse(algorithm)).type(TYPE).build(), claims);
        jwt.sign(new MACSigner(sharedKey.getBytes(StandardCharsets.UTF_8)));
        return jwt.serialize();
    }

    private static String encrypted(String signed, String algorithm, Document request)
            throws JOSEException, ParseException {
        String key = request.text("publicKeyForEncryption");
        if (key == null) {
            throw Lacks.feature("introspection answers encrypted by a shared key");
        }
        JWEHeader header = new JWEHeader.Builder(
                        JWEAlgorithm.parse(name(algorithm)),
                        EncryptionMethod.parse(request.text("introspectionEncryptionEnc", "A128CBC_HS256")
                                .replace('_', '-')))
                .type(TYPE)
                .contentType("JWT")
                .build();
        JWEObject jwe = new JWEObject(header, new Payload(signed));
        jwe.encrypt(encrypter(JWK.parse(key)));
        return jwe.serialize();
    }

    /** Turns the API's {@code ECDH_ES_A128KW} into {@code ECDH-ES+A128KW}. */
    private static String name(String algorithm) {
        return algorithm.equals("RSA1_5")
                ? algorithm
                : algorithm.replace("ECDH_ES_", "ECDH-ES+").replace('_', '-');
    }

    private static JWEEncrypter encrypter(JWK key) throws JOSEException {
        if (key instanceof RSAKey rsa) {
            return new RSAEncrypter(rsa.toPublicJWK());
        } else if (key instanceof ECKey ec) {
            return new ECDHEncrypter(ec.toPublicJWK());
        }
        throw Lacks.feature("introspection answers encrypted by a key of the type " + key.getKeyType());
    }

    private static Refusal wrong(String message) {
        return Refusal.toClient("INTERNAL_SERVER_ERROR", OAuth2Error.SERVER_ERROR, "A145202", message);
    }
}
