/**
 * What a check of a migration says, as plain data, and how it is rendered for people and for programs.
 */
@NullMarked
package dev.dualclient.migration.report;

import org.jspecify.annotations.NullMarked;
