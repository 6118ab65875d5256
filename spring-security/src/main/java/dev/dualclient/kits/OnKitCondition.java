package dev.dualclient.kits;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Looks for any property of a kit. */
final class OnKitCondition extends SpringBootCondition {

    private static final String PREFIX = "dual-client.kits";

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        String kit = metadata.getAnnotations()
                .get(ConditionalOnKit.class)
                .getValue(MergedAnnotation.VALUE, String.class)
                .orElse("");
        String prefix = kit.isEmpty() ? PREFIX : PREFIX + "." + kit;
        boolean written = Binder.get(context.getEnvironment())
                .bind(prefix, Bindable.mapOf(String.class, Object.class))
                .isBound();
        ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnKit.class, prefix);
        return written
                ? ConditionOutcome.match(message.because("a property is set"))
                : ConditionOutcome.noMatch(message.because("no property is set"));
    }
}
