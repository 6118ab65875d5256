package dev.dualclient.test.attack;

import dev.dualclient.migration.Stage;
import dev.dualclient.test.emulator.FormParsing;

/**
 * What arenas differ in.
 *
 * @param parsing how the backends read forms
 * @param stage the stage of the migration
 * @param publicClient whether the client whose users log in is a public one
 */
record Setting(FormParsing parsing, Stage stage, boolean publicClient) {}
