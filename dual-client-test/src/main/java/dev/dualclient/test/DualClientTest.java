package dev.dualclient.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose methods may ask for {@link Emulators}, for a {@link dev.dualclient.authlete.DualAuthleteApi} over
 * them, and for their {@link dev.dualclient.test.migrator.TokenMigrator}, each by a parameter of that type. Every test
 * has its own. {@link DualClientExtension#builder()} does the same with other settings.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(DualClientExtension.class)
public @interface DualClientTest {}
