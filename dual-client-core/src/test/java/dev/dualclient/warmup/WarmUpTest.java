package dev.dualclient.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.authlete.common.dto.AuthorizationRequest;
import com.authlete.common.dto.AuthorizationResponse;
import com.authlete.common.dto.IntrospectionRequest;
import com.authlete.common.dto.StandardIntrospectionRequest;
import com.authlete.common.dto.TokenRequest;
import com.authlete.common.dto.UserInfoRequest;
import com.authlete.common.dto.UserInfoResponse;
import dev.dualclient.DualClient;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.operation.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Synthetic calls before the first real one. */
class WarmUpTest {

    private static final Duration ENOUGH = Duration.ofSeconds(2);

    private final Logger ours = (Logger) LoggerFactory.getLogger("dev.dualclient");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        ours.addAppender(log);
        ours.setLevel(Level.DEBUG);
    }

    @AfterEach
    void stopListening() {
        ours.setLevel(null);
        ours.detachAppender(log);
    }

    @Test
    void backendsInMemoryAnswerAsAuthleteDoes() {
        AtomicInteger rounds = new AtomicInteger();
        WarmUp.of(ENOUGH).run(engine -> {
            DualAuthleteApi api = DualAuthleteApi.over(engine);
            return names -> {
                for (Side home : Side.values()) {
                    String token = names.token(home);
                    assertThat(introspection(api, token)).isTrue();
                    assertThat(standardIntrospection(api, token)).contains("\"active\":true");
                }
                assertThat(introspection(api, names.unknownToken())).isFalse();
                assertThat(standardIntrospection(api, names.unknownToken())).isEqualTo("{\"active\":false}");
                assertThat(api.userinfo(new UserInfoRequest().setToken(names.token(Side.PRIMARY)))
                                .getAction())
                        .isEqualTo(UserInfoResponse.Action.OK);
                assertThat(authorization(api)).isEqualTo(AuthorizationResponse.Action.INTERACTION);
                assertThat(token(api, "grant_type=authorization_code&code=" + names.code()))
                        .isEqualTo(names.refreshToken());
                assertThat(token(api, "grant_type=refresh_token&refresh_token=" + names.refreshToken()))
                        .isEqualTo(names.refreshToken() + "-successor");
                assertThat(introspection(api, names.accessToken())).isTrue();
                rounds.incrementAndGet();
            };
        });
        assertThat(rounds).hasPositiveValue();
        assertThat(log.list).isEmpty();
    }

    private static boolean introspection(DualAuthleteApi api, String token) {
        return api.introspection(new IntrospectionRequest().setToken(token)).isExistent();
    }

    private static String standardIntrospection(DualAuthleteApi api, String token) {
        return api.standardIntrospection(new StandardIntrospectionRequest().setParameters("token=" + token))
                .getResponseContent();
    }

    private static AuthorizationResponse.Action authorization(DualAuthleteApi api) {
        return api.authorization(new AuthorizationRequest()
                        .setParameters("response_type=code&client_id=" + SyntheticNames.CLIENT))
                .getAction();
    }

    private static String token(DualAuthleteApi api, String parameters) {
        return api.token(new TokenRequest()
                        .setParameters(parameters)
                        .setClientId(SyntheticNames.CLIENT)
                        .setClientSecret(SyntheticNames.SECRET))
                .getRefreshToken();
    }

    @Test
    void theEngineOfAWarmUpIsClosedAfterIt() {
        List<DualClient> engines = new ArrayList<>();
        WarmUp.of(Duration.ofMillis(1)).run(engine -> {
            engines.add(engine);
            return names -> {};
        });
        assertThat(introspectionFails(engines.get(0))).isTrue();
    }

    private static boolean introspectionFails(DualClient engine) {
        try {
            introspection(DualAuthleteApi.over(engine), "a-token");
            return false;
        } catch (RuntimeException closed) {
            return closed.getMessage().contains("(closed)");
        }
    }

    @Test
    void aFailureEndsTheWarmUpIsLoggedOnceAndReachesNobody() {
        AtomicInteger rounds = new AtomicInteger();
        WarmUp.of(Duration.ofMinutes(5)).run(engine -> names -> {
            if (rounds.incrementAndGet() == 3) {
                throw new NoClassDefFoundError("a class that is missing");
            }
        });
        assertThat(rounds).hasValue(3);
        assertThat(log.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactly("WARN The warm-up failed, so the first calls are slower; nothing else is affected");
    }

    @Test
    void zeroIsNone() {
        WarmUp.of(Duration.ZERO).run(engine -> {
            throw new AssertionError("it ran");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1S", "PT5M0.001S"})
    void aTimeThatCannotBeMeantIsRefused(String time) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WarmUp.of(Duration.parse(time)))
                .withMessage("dual-client.warm-up is " + time + ": write a duration from 0 to 5m, 5s say");
    }
}
