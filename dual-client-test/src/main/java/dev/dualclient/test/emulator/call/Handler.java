package dev.dualclient.test.emulator.call;

/** Performs the calls of one operation. */
@FunctionalInterface
public interface Handler {

    /**
     * Performs a call.
     *
     * @throws Refusal if a rule forbids it
     */
    Answer handle(Call call);
}
