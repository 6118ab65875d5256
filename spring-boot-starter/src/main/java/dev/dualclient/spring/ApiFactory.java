package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.custody.CustodyStore;
import dev.dualclient.migration.StageListener;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.CallListener;
import dev.dualclient.observation.SecretListener;
import dev.dualclient.shadow.ShadowListener;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ApplicationContext;

/** Makes the API as the properties say, for the listeners of the application; its customizers have the last word. */
record ApiFactory(DualClientProperties properties, ApplicationContext application) {

    /**
     * Makes the API.
     *
     * @throws InvalidSettingsException if a property is wrong or missing
     */
    DualAuthleteApi create() {
        try {
            DualAuthleteApiBuilder builder = new PropertyMapping(
                            application.getBeanProvider(SslBundles.class),
                            application.getBeanProvider(CustodyStore.class),
                            application.getEnvironment())
                    .builder(properties)
                    .warmUp(properties.warmUpOfEachFront());
            application.getBeanProvider(CallListener.class).orderedStream().forEach(builder::listener);
            application.getBeanProvider(StageListener.class).orderedStream().forEach(builder::stageListener);
            application.getBeanProvider(SecretListener.class).orderedStream().forEach(builder::secretListener);
            application.getBeanProvider(ShadowListener.class).orderedStream().forEach(builder::shadowListener);
            application.getBeanProvider(AttemptObserver.class).ifUnique(builder::attemptObserver);
            application
                    .getBeanProvider(DualClientCustomizer.class)
                    .orderedStream()
                    .forEach(customizer -> customizer.customize(builder));
            return builder.build();
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            throw new InvalidSettingsException(wrong);
        }
    }
}
