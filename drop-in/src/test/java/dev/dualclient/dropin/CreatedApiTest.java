package dev.dualclient.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import com.authlete.common.api.AuthleteApi;
import com.authlete.common.api.AuthleteApiFactory;
import com.authlete.common.conf.AuthleteConfiguration;
import com.authlete.common.conf.AuthleteSimpleConfiguration;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.scenario.Scenario;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code AuthleteApiFactory.create(…)} gives. {@code -Ddocs.write=true} writes {@link CreatedApi} anew. */
class CreatedApiTest {

    private static final Path SOURCE = Path.of("src", "main", "java", "dev", "dualclient", "dropin", "CreatedApi.java");
    private static final String BEGIN = "    // spotless:off, for CreatedApiTest writes it\n";
    private static final String END = "    // spotless:on\n";

    @Test
    @Scenario("N48")
    void everyMethodIsHandedOn() throws IOException {
        String source = Files.readString(SOURCE);
        int begin = source.indexOf(BEGIN) + BEGIN.length();
        int end = source.indexOf(END);
        String written = methods().map(CreatedApiTest::written).collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(SOURCE, source.substring(0, begin) + written + source.substring(end));
        } else {
            assertThat(source.substring(begin, end)).isEqualTo(written);
        }
    }

    private static Stream<Method> methods() {
        return Stream.of(AuthleteApi.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::toGenericString));
    }

    private static String written(Method method) {
        java.lang.reflect.Type[] types = method.getGenericParameterTypes();
        String parameters = IntStream.range(0, types.length)
                .mapToObj(i -> name(types[i]) + " p" + i)
                .collect(Collectors.joining(", "));
        String arguments =
                IntStream.range(0, types.length).mapToObj(i -> "p" + i).collect(Collectors.joining(", "));
        String result = name(method.getGenericReturnType());
        return "    @Override\n    public " + result + " " + method.getName() + "(" + parameters + ") {\n        "
                + (result.equals("void") ? "" : "return ") + "api." + method.getName() + "(" + arguments
                + ");\n    }\n";
    }

    private static String name(java.lang.reflect.Type type) {
        return type.getTypeName().replace('$', '.');
    }

    private static DualAuthleteApi dual() {
        return DualAuthleteApi.builder()
                .primary(backend ->
                        backend.baseUrl("http://127.0.0.1:1").serviceId("42").accessToken("an-access-token"))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"V2", "V3"})
    @Scenario("N48")
    void theServiceOfTheSettingsGetsTheDualApiAndAnotherOneTheVendors(String version) {
        try (DualAuthleteApi dual = dual()) {
            CreatedApis.install(dual, "42");

            assertThat(CreatedApis.of(configuration(version, "42"))).isSameAs(dual);
            assertThat(AuthleteApiFactory.create(configuration(version, "42")))
                    .isInstanceOf(CreatedApi.class)
                    .satisfies(api -> assertThat(api.getSettings()).isSameAs(dual.getSettings()));
            assertThat(CreatedApis.of(configuration(version, "43")).getClass().getName())
                    .startsWith("com.authlete.common.api.AuthleteApiImpl");
        }
    }

    private static AuthleteConfiguration configuration(String version, String service) {
        return new AuthleteSimpleConfiguration()
                .setApiVersion(version)
                .setBaseUrl("http://127.0.0.1:1")
                .setServiceApiKey(service)
                .setServiceApiSecret("an-api-secret")
                .setServiceAccessToken("an-access-token");
    }

    @Test
    void theNamesOfTheVendorsClassesAreKept() {
        try (DualAuthleteApi dual = dual()) {
            CreatedApis.install(dual, "42");
            CreatedApis.install(dual, "42");

            assertThat(CreatedApis.others("V3"))
                    .isEqualTo(List.of(
                            "com.authlete.jaxrs.api.AuthleteApiImplV3",
                            "com.authlete.jakarta.api.AuthleteApiImplV3",
                            "com.authlete.common.api.AuthleteApiImplV3"));
        }
    }
}
