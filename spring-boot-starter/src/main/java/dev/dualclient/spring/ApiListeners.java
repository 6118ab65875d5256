package dev.dualclient.spring;

import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.observation.AttemptObserver;
import dev.dualclient.observation.CallListener;
import dev.dualclient.observation.ShadowListener;
import dev.dualclient.observation.StageListener;
import org.springframework.beans.factory.ObjectProvider;

/** The beans that are told what the API does. */
record ApiListeners(
        ObjectProvider<CallListener> calls,
        ObjectProvider<StageListener> stages,
        ObjectProvider<ShadowListener> shadows,
        ObjectProvider<AttemptObserver> observers) {

    void addTo(DualAuthleteApiBuilder builder) {
        calls.orderedStream().forEach(builder::listener);
        stages.orderedStream().forEach(builder::stageListener);
        shadows.orderedStream().forEach(builder::shadowListener);
        observers.ifUnique(builder::attemptObserver);
    }
}
