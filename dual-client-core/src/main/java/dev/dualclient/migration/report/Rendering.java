package dev.dualclient.migration.report;

import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Reports as text for a terminal and as JSON, the same for the actuator, a command line, and a page. */
public final class Rendering {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(new Kebab(false)).addKeySerializer(Enum.class, new Kebab(true)))
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private Rendering() {}

    /** Writes constants as properties have them: {@code secret-differs}. */
    @SuppressWarnings("rawtypes") // of an enum that is known at run time only
    private static final class Kebab extends StdSerializer<Enum> {

        @Serial
        private static final long serialVersionUID = 1L;

        private final boolean key;

        Kebab(boolean key) {
            super(Enum.class);
            this.key = key;
        }

        @Override
        public void serialize(Enum constant, JsonGenerator json, SerializationContext context) {
            if (key) {
                json.writeName(kebab(constant));
            } else {
                json.writeString(kebab(constant));
            }
        }
    }

    /** Returns a constant as properties have it: {@code secret-differs}. */
    public static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns a report of this project as an indented JSON text. */
    public static String json(Object report) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report);
    }

    /** Returns a report of this project as maps, lists and scalars, which any JSON library writes alike. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object report) {
        return MAPPER.readValue(MAPPER.writeValueAsString(report), Map.class);
    }

    /** Returns checks as text: a line each, and below it the advice. */
    public static String text(List<CheckResult> checks) {
        StringBuilder text = new StringBuilder();
        int width = checks.stream().mapToInt(check -> check.id().length()).max().orElse(0);
        for (CheckResult check : checks) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-7s  %-" + Math.max(1, width) + "s  %s%n",
                    check.result(),
                    check.id(),
                    check.evidence()));
            if (check.advice() != null) {
                text.append(" ".repeat(9 + width + 2))
                        .append("-> ")
                        .append(check.advice())
                        .append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    /** Returns a duration as a property has it: {@code 375d}, {@code 90s}, {@code 1500ms}. */
    public static String duration(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds != 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        } else if (seconds != 0 && seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
