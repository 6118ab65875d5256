package dev.dualclient.authlete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.authlete.common.api.AuthleteApiException;
import com.authlete.common.dto.IntrospectionRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stand-in for an API that is made later. */
class DeferredApiTest {

    private final DualAuthleteApi real =
            FakeEngine.answering(200, "{\"subject\":\"john\"}").api();
    private final List<DualAuthleteApi> made = new ArrayList<>();
    private final DualAuthleteApi deferred = DualAuthleteApi.deferred(() -> {
        made.add(real);
        return real;
    });

    @Test
    void theApiIsAskedForByTheFirstCallAndOnce() {
        assertThat(made).isEmpty();

        assertThat(deferred.introspection(new IntrospectionRequest()).getSubject())
                .isEqualTo("john");
        assertThat(deferred.dualClient()).isSameAs(real.dualClient());
        assertThat(made).hasSize(1);
    }

    @Test
    void objectMethodsAskForNothing() {
        assertThat(deferred)
                .hasToString("deferred DualAuthleteApi")
                .isEqualTo(deferred)
                .isNotEqualTo(real);
        assertThat(deferred.hashCode()).isEqualTo(System.identityHashCode(deferred));
        deferred.close();

        assertThat(made).isEmpty();
    }

    @Test
    void anExceptionOfTheApiIsTheCallers() {
        DualAuthleteApi failing =
                DualAuthleteApi.deferred(() -> FakeEngine.answering(500, "{}").api());

        assertThatExceptionOfType(AuthleteApiException.class)
                .isThrownBy(() -> failing.introspection(new IntrospectionRequest()))
                .satisfies(thrown -> assertThat(thrown.getStatusCode()).isEqualTo(500));
    }

    @Test
    void anApiThatCouldNotBeMadeIsAskedForAgain() {
        DualAuthleteApi twice = DualAuthleteApi.deferred(() -> {
            made.add(real);
            if (made.size() == 1) {
                throw new IllegalStateException("not yet");
            }
            return real;
        });

        assertThatIllegalStateException().isThrownBy(twice::dualClient).withMessage("not yet");
        assertThat(twice.dualClient()).isSameAs(real.dualClient());
    }
}
