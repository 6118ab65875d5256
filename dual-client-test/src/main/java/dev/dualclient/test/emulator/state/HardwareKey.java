package dev.dualclient.test.emulator.state;

import org.jspecify.annotations.Nullable;

/**
 * A key that a hardware security module made. Its private part never leaves the module, so there is none here.
 *
 * @param handle names the key
 * @param hsmName the module
 * @param kty the key type (RFC 7517 section 4.1)
 * @param use {@code sig} or {@code enc}
 * @param alg the algorithm
 * @param kid the key id, {@code null} for none
 * @param publicKey the public part, DER in base64
 */
public record HardwareKey(
        String handle,
        String hsmName,
        String kty,
        String use,
        String alg,
        @Nullable String kid,
        String publicKey) {}
