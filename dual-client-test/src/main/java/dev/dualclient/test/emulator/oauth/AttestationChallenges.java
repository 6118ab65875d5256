package dev.dualclient.test.emulator.oauth;

import dev.dualclient.test.emulator.call.Answer;
import dev.dualclient.test.emulator.call.Call;
import dev.dualclient.test.emulator.state.Document;
import dev.dualclient.test.emulator.state.Store;

/**
 * Challenges for attestation-based client authentication (draft-ietf-oauth-attestation-based-client-auth):
 * {@code attestation-challenge}. A challenge is the same for all clients, and changes with time.
 */
final class AttestationChallenges {

    private final Store store;

    AttestationChallenges(Store store) {
        this.store = store;
    }

    Answer challenge(Call call) {
        String challenge = store.challenge("attestation", "attestationChallengeTimeWindow");
        return Answer.action("OK", "A924001", "An attestation challenge was issued.")
                .with("attestationChallenge", challenge)
                .with(
                        "responseContent",
                        Document.empty()
                                .with("attestation_challenge", challenge)
                                .json()
                                .toString());
    }
}
