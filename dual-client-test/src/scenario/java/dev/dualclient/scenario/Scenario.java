package dev.dualclient.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test of a scenario of {@code docs/scenarios.md}. Every scenario there has such a test, and every id that a test names
 * stands there; the document links to the tests.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Scenario {

    /** The ids of the scenarios, such as {@code B22}. */
    String[] value();
}
