package dev.dualclient.kits;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.context.annotation.Conditional;

/**
 * Matches if any property of a kit is written. A kit is off by default; one wrong property turns it on and is then
 * refused, so that a misspelt name cannot leave an application unprotected.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Conditional(OnKitCondition.class)
public @interface ConditionalOnKit {

    /** Name of the kit below {@code dual-client.kits}; empty for any of them. */
    String value() default "";
}
