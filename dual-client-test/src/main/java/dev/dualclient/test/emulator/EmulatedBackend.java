package dev.dualclient.test.emulator;

/** The state of one Authlete server and the rules by which it changes. Implementations are thread-safe. */
interface EmulatedBackend {

    /** Performs a call and answers it, as one atomic step. */
    EmulatorAnswer answer(EmulatorRequest request);
}
