package dev.dualclient.test.scenarios;

import dev.dualclient.test.DualClientTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;

/** A test class that runs over each store that is a server of its own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@DualClientTest
@ParameterizedClass(name = "{0}, {1}")
@Places({"FACADE, POSTGRESQL", "FACADE, REDIS"})
@interface OnServers {}
