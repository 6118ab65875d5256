/**
 * The server as an issuer of verifiable credentials (OpenID for Verifiable Credential Issuance 1.0), which Authlete 3.0
 * alone can be.
 */
@NullMarked
package dev.dualclient.sample.credential;

import org.jspecify.annotations.NullMarked;
