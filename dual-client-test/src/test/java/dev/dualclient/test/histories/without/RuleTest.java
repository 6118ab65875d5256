package dev.dualclient.test.histories.without;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The places in the engine that follow the rules are where the table says. */
class RuleTest {

    @ParameterizedTest
    @EnumSource
    void everyRuleHasItsPlaceInTheEngine(Rule rule) {
        assertThat(rule.place()).isNotNull();
    }
}
