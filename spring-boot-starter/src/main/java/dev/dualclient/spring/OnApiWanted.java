package dev.dualclient.spring;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.authlete.DualAuthleteApi;
import org.springframework.boot.autoconfigure.condition.AllNestedConditions;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Conditional;

/** Whether an API is to be made: there is none, or the one that there is has to give way. */
final class OnApiWanted extends AnyNestedCondition {

    OnApiWanted() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnMissingBean(AuthleteApi.class)
    static final class ThereIsNone {}

    @Conditional(Installed.class)
    static final class ItGivesWay {}

    /** An API of ours that the application has made itself stays. */
    static final class Installed extends AllNestedConditions {

        Installed() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnBooleanProperty(DefaultApiAutoConfiguration.PROPERTY)
        static final class Asked {}

        @ConditionalOnMissingBean(DualAuthleteApi.class)
        static final class NotMadeByTheApplication {}
    }
}
