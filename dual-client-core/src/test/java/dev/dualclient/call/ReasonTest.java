package dev.dualclient.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

    @ParameterizedTest
    @EnumSource
    void itsWordsAreItsNameAsAPersonWouldWriteIt(Reason reason) {
        assertThat(reason.words()).matches("[a-z]+( [a-z]+)*");
        assertThat(reason.words().replace(" ", "_")).isEqualToIgnoringCase(reason.name());
    }
}
