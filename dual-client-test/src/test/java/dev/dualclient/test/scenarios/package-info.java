/** What must happen, case by case: each test quotes the id of a scenario of {@code docs/scenarios.md}. */
@NullMarked
package dev.dualclient.test.scenarios;

import org.jspecify.annotations.NullMarked;
