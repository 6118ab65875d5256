package dev.dualclient.authlete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.api.Options;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.types.TokenStatus;
import dev.dualclient.DualClient;
import dev.dualclient.call.ApiCall;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The proxy itself: object methods, local methods, null arguments, and methods of newer SDKs. */
class ProxyTest {

    /** What newer versions of the SDK may add. */
    interface NewerApi extends DualAuthleteApi {
        record AttestationChallengeRequest(String purpose) {}

        record BackchannelLogoutTokenRequest(String subject) {}

        record Thing(String name) {}

        Thing attestationChallenge(AttestationChallengeRequest request, Options options);

        default Thing attestationChallenge(AttestationChallengeRequest request) {
            return attestationChallenge(request, null);
        }

        Thing backchannelLogoutToken(BackchannelLogoutTokenRequest request, Options options);

        Thing thing(String name, Options options);

        default Thing thing(String name) {
            return thing(name, null);
        }

        default boolean knowsJohn() {
            return "john".equals(introspection(null).getSubject());
        }
    }

    private final FakeEngine engine = FakeEngine.answering(200, "{\"subject\":\"john\",\"name\":\"n\"}");
    private final DualAuthleteApi api = engine.api();
    private final NewerApi newer = engine.api(NewerApi.class);

    @AfterEach
    void forgetTheDefault() throws ReflectiveOperationException {
        Field cache = AuthleteApiFactory.class.getDeclaredField("sDefaultApi");
        cache.setAccessible(true);
        cache.set(null, null);
    }

    @Test
    void objectMethodsStillWork() {
        DualAuthleteApi other = engine.api();

        assertThat(api.equals(api)).isTrue();
        assertThat(api.equals(other)).isFalse();
        assertThat(api.equals("api")).isFalse();
        assertThat(api.hashCode()).isEqualTo(api.hashCode());
        assertThat(api).hasToString("DualAuthleteApi@" + Integer.toHexString(System.identityHashCode(api)));
        assertThat(engine.calls).isEmpty();
    }

    @Test
    void settingsAreKeptAndLocal() {
        api.getSettings().setReadTimeout(1234);

        assertThat(api.getSettings().getReadTimeout()).isEqualTo(1234);
        assertThat(engine.calls).isEmpty();
    }

    @Test
    void theEngineCanBeHad() {
        DualClient client = FakeEngine.unused();

        assertThat(DualAuthleteApi.over(client).dualClient()).isSameAs(client);
    }

    @Test
    void e11_theInstalledApiIsTheDefaultOfTheFactory() {
        api.installAsDefault();

        assertThat(AuthleteApiFactory.getDefaultApi()).isSameAs(api);
        assertThat(AuthleteApiFactory.getDefaultApi().introspection(null).getSubject())
                .isEqualTo("john");
    }

    @Test
    void operationsThatTheSdkLacksWorkOnceItHasThem() {
        assertThat(newer.attestationChallenge(new NewerApi.AttestationChallengeRequest("p"))
                        .name())
                .isEqualTo("n");
        newer.backchannelLogoutToken(new NewerApi.BackchannelLogoutTokenRequest("john"), null);

        assertThat(engine.calls)
                .extracting(call -> call.operation().id())
                .containsExactly("attestation-challenge", "backchannel-logout-token");
    }

    @Test
    void aMethodThatTheTableLacksFailsWhenItIsCalledAndIsNamed() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> newer.thing("john"))
                .withMessage("AuthleteApi.thing(String, Options) is not known to this version of Dual Client, which"
                        + " knows AuthleteApi up to authlete-java-common 4.46: use a newer Dual Client");
        assertThat(engine.calls).isEmpty();
    }

    @Test
    void aDefaultMethodThatTheTableLacksRunsAsItIsWritten() {
        assertThat(newer.knowsJohn()).isTrue();
    }

    @Test
    void nullsThatTheSdkRefusesAreRefusedBeforeAnythingIsSent() {
        assertThatNullPointerException().isThrownBy(() -> api.updateClient(null));
        assertThatNullPointerException().isThrownBy(() -> api.updateService(null));
        assertThatNullPointerException().isThrownBy(() -> api.getTokenList((TokenStatus) null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.updateClientSecret(1, null))
                .withMessage("clientSecret is null.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> api.updateClientSecret("1", "with blank"))
                .withMessage("clientSecret contains an illegal character.");
        assertThat(engine.calls).isEmpty();
    }

    @Test
    void theCallersOptionsAreNotChanged() {
        Map<String, String> headers = new HashMap<>(Map.of("X-A", "1"));
        headers.put("X-Null", null);
        Options options = new Options().setHeaders(Collections.unmodifiableMap(headers));

        api.token(new TokenRequest(), options);

        assertThat(engine.calls).extracting(ApiCall::headers).containsExactly(Map.of("X-A", "1"));
        assertThat(options.getHeaders()).hasSize(2);
    }

    @Test
    void everyMethodOfTheInterfaceHasExactlyOneRow() {
        assertThat(AuthleteMethods.callingAnApi())
                .hasSize(193)
                .allSatisfy(method -> assertThat(rowsOf(method))
                        .as(AuthleteMethods.name(method))
                        .isEqualTo(1));
        assertThat(AuthleteApi.class.getMethods()).hasSize(194);
    }

    private static long rowsOf(Method method) {
        return Signatures.ROWS.stream().filter(row -> row.describes(method)).count();
    }
}
