package dev.dualclient.test;

import com.authlete.common.api.AuthleteApi;
import dev.dualclient.authlete.DualAuthleteApi;
import dev.dualclient.authlete.DualAuthleteApiBuilder;
import dev.dualclient.test.emulator.AuthleteEmulatorBuilder;
import dev.dualclient.test.migrator.TokenMigrator;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test both emulators, their migrator, and an API over them, each when it is first asked for, and closes them
 * when the test has ended. Register it for other settings than those of {@link DualClientTest}:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final DualClientExtension DUAL = DualClientExtension.builder()
 *         .emulators(AuthleteEmulatorBuilder::refreshTokenIdempotent)
 *         .api(api -> api.stage(Stage.SECONDARY_FIRST))
 *         .build();
 * }</pre>
 */
public final class DualClientExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(DualClientExtension.class);

    private final Consumer<AuthleteEmulatorBuilder> emulatorSettings;
    private final Consumer<DualAuthleteApiBuilder> apiSettings;

    /** Creates the extension with every default. */
    public DualClientExtension() {
        this(new Builder());
    }

    private DualClientExtension(Builder builder) {
        this.emulatorSettings = builder.emulatorSettings;
        this.apiSettings = builder.apiSettings;
    }

    /** Returns a builder with every default. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == Emulators.class
                || type == TokenMigrator.class
                || type == DualAuthleteApi.class
                || type == AuthleteApi.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Store store = test.getStore(NAMESPACE);
        Class<?> type = parameter.getParameter().getType();
        Emulators emulators =
                store.computeIfAbsent(Emulators.class, key -> Emulators.start(emulatorSettings), Emulators.class);
        if (type == Emulators.class) {
            return emulators;
        }
        return type == TokenMigrator.class
                ? emulators.migrator()
                : store.computeIfAbsent(DualAuthleteApi.class, key -> api(emulators), DualAuthleteApi.class);
    }

    private DualAuthleteApi api(Emulators emulators) {
        DualAuthleteApiBuilder builder = emulators.api();
        apiSettings.accept(builder);
        return builder.build();
    }

    /** Builds a {@link DualClientExtension}. Not thread-safe. */
    public static final class Builder {

        private Consumer<AuthleteEmulatorBuilder> emulatorSettings = emulator -> {};
        private Consumer<DualAuthleteApiBuilder> apiSettings = api -> {};

        private Builder() {}

        /** Sets what is to hold for both emulators. */
        public Builder emulators(Consumer<AuthleteEmulatorBuilder> settings) {
            emulatorSettings = settings;
            return this;
        }

        /** Sets what is to hold for the API over them. */
        public Builder api(Consumer<DualAuthleteApiBuilder> settings) {
            apiSettings = settings;
            return this;
        }

        /** Returns the extension. */
        public DualClientExtension build() {
            return new DualClientExtension(this);
        }
    }
}
