package dev.dualclient.test.scenarios;

import dev.dualclient.test.DualClientTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A {@link DualClientTest} that runs once through each {@link Front}. The class has a field of that type with
 * {@link org.junit.jupiter.params.Parameter @Parameter}, and makes every API with it.
 */
@DualClientTest
@ParameterizedClass(name = "{0}")
@EnumSource(Front.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface ThroughBothFronts {}
