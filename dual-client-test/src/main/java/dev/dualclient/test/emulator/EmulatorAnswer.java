package dev.dualclient.test.emulator;

import org.jspecify.annotations.Nullable;

/**
 * What an emulated backend answers.
 *
 * @param status the HTTP status
 * @param json the body as JSON text, {@code null} for none
 */
record EmulatorAnswer(int status, @Nullable String json) {}
