package dev.dualclient.scenario;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayNameGenerator;

/**
 * Display names that read as sentences: the method name in words, after the ids of its {@link Scenario}. Tests use it by
 * default (see {@code junit-platform.properties}).
 */
public final class SentenceNames extends DisplayNameGenerator.Standard {

    @Override
    public String generateDisplayNameForMethod(List<Class<?>> enclosing, Class<?> testClass, Method method) {
        Scenario scenario = method.getAnnotation(Scenario.class);
        String sentence = method.getName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ")
                .toLowerCase(Locale.ROOT);
        return scenario == null ? sentence : String.join(", ", scenario.value()) + ": " + sentence;
    }
}
