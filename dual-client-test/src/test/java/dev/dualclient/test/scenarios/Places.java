package dev.dualclient.test.scenarios;

import dev.dualclient.test.stores.Stores;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * Where a test class runs: {@code "FACADE, REDIS"} is through the facade and over Redis. What every store promises, its
 * contract holds of all of them each time; scenarios run over Redis by a step of {@code .ci/run}, which sets
 * {@code scenario.stores}.
 */
@Target(ElementType.ANNOTATION_TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("stores")
@ArgumentsSource(Places.Chosen.class)
@interface Places {

    /** Front and store of each run. */
    String[] value();

    /** Those whose store is chosen. */
    final class Chosen implements ArgumentsProvider, AnnotationConsumer<Places> {

        private static final Set<Stores> CHOSEN = chosen();

        private String[] places = {};

        private static Set<Stores> chosen() {
            String names = System.getProperty("scenario.stores");
            if (names == null) {
                return EnumSet.complementOf(EnumSet.of(Stores.REDIS));
            }
            Set<Stores> chosen = EnumSet.noneOf(Stores.class);
            Arrays.stream(names.split(",")).map(Stores::valueOf).forEach(chosen::add);
            return chosen;
        }

        @Override
        public void accept(Places annotation) {
            places = annotation.value();
        }

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            return Arrays.stream(places)
                    .map(place -> place.split(", "))
                    .filter(place -> CHOSEN.contains(Stores.valueOf(place[1])))
                    .map(place -> Arguments.of(Front.valueOf(place[0]), Stores.valueOf(place[1])));
        }
    }
}
