package dev.dualclient.test.scenarios;

import dev.dualclient.test.DualClientTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** A test class that runs once, through the facade and over a durable store that starts at once. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DualClientTest
@ParameterizedClass(name = "{0}, {1}")
@CsvSource("FACADE, H2")
@interface OnOneH2 {}
