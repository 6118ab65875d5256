/**
 * Whether the secondary can be switched off: the evidence, read from both backends' lists and the custody store; the
 * predicate, which is pure; and the report.
 */
@NullMarked
package dev.dualclient.migration.readiness;

import org.jspecify.annotations.NullMarked;
