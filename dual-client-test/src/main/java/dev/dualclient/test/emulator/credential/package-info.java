/** Issuance of verifiable credentials (OpenID for Verifiable Credential Issuance), which 3.0 alone has. */
@NullMarked
package dev.dualclient.test.emulator.credential;

import org.jspecify.annotations.NullMarked;
