package dev.dualclient.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a result code says by itself. */
class ResultCodeTest {

    @ParameterizedTest
    @CsvSource({
        // code, success, fault, blames, rejects our API credentials
        "A050001, true,  false, false, false",
        "A050101, false, true,  false, false",
        "A050201, false, false, true,  false",
        "A050305, false, false, true,  false",
        // The class says nothing of a rejection.
        "A001201, false, false, true,  true",
        "A001301, false, false, true,  true",
        "A002201, false, false, true,  true",
        "A003204, false, false, true,  true",
        "A458101, false, true,  false, true",
        "A458203, false, false, true,  true",
        "A458202, false, false, true,  false",
        // What has another form has no class.
        "404,     false, false, false, false",
        "A05010,  false, false, false, false",
        "A0501010, false, false, false, false",
        "B050101, false, false, false, false",
    })
    void itsClassTellsWhoseFaultItIs(String text, boolean success, boolean fault, boolean blames, boolean rejects) {
        ResultCode code = new ResultCode(text);

        assertThat(code.success()).isEqualTo(success);
        assertThat(code.fault()).isEqualTo(fault);
        assertThat(code.blames()).isEqualTo(blames);
        assertThat(code.rejectsApiCredentials()).isEqualTo(rejects);
    }
}
