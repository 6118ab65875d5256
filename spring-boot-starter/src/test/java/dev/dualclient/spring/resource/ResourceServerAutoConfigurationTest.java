package dev.dualclient.spring.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.spring.DualClientAutoConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** When Spring Security is given what judges access tokens. Both backends are absent. */
class ResourceServerAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DualClientAutoConfiguration.class, ResourceServerAutoConfiguration.class))
            .withPropertyValues(
                    "dual-client.primary.base-url=http://localhost:1",
                    "dual-client.primary.service-id=42",
                    "dual-client.primary.access-token=an-access-token");

    private final ApplicationContextRunner opaque =
            application.withPropertyValues("dual-client.resource-server.tokens=opaque");

    private final ApplicationContextRunner jwt =
            application.withPropertyValues("dual-client.resource-server.tokens=jwt");

    @Test
    void thatIsThereOnlyIfItIsAskedFor() {
        application.run(context -> assertThat(context)
                .doesNotHaveBean(OpaqueTokenIntrospector.class)
                .doesNotHaveBean(JwtDecoder.class));
        opaque.run(context ->
                assertThat(context).hasSingleBean(OpaqueTokenIntrospector.class).doesNotHaveBean(JwtDecoder.class));
        jwt.run(context -> assertThat(context)
                .doesNotHaveBean(OpaqueTokenIntrospector.class)
                .hasSingleBean(JwtDecoder.class));
    }

    @Test
    void theApplicationsOwnComeFirst() {
        OpaqueTokenIntrospector introspector = mock();
        opaque.withBean(OpaqueTokenIntrospector.class, () -> introspector)
                .run(context -> assertThat(context.getBean(OpaqueTokenIntrospector.class))
                        .isSameAs(introspector));
        JwtDecoder decoder = mock();
        jwt.withBean(JwtDecoder.class, () -> decoder)
                .run(context -> assertThat(context.getBean(JwtDecoder.class)).isSameAs(decoder));
    }

    @Test
    void anApplicationWithoutResourceServersStarts() {
        for (ApplicationContextRunner asking : List.of(opaque, jwt)) {
            asking.withClassLoader(new FilteredClassLoader("org.springframework.security"))
                    .run(context -> assertThat(context).hasNotFailed());
            asking.withClassLoader(new FilteredClassLoader(OpaqueTokenIntrospector.class))
                    .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(JwtDecoder.class));
        }
    }

    @Test
    void anApplicationWithoutServletsCanJudgeTokens() {
        opaque.withClassLoader(new FilteredClassLoader("jakarta.servlet"))
                .run(context -> assertThat(context).hasSingleBean(OpaqueTokenIntrospector.class));
    }

    @Test
    void inFrontOfAnotherApiItSaysWhatIsMissing() {
        opaque.withBean(AuthleteApi.class, () -> mock(AuthleteApi.class))
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("DualAuthleteApi"));
    }
}
