package dev.dualclient.migration.readiness;

import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** JSON as it stands in notes of the store: an instant is a number of milliseconds, which is read often and by no human. */
final class NoteJson {

    static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new Write())
                    .addDeserializer(Instant.class, new Read()))
            .build();

    private NoteJson() {}

    private static final class Write extends ValueSerializer<Instant> {

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
            json.writeNumber(value.toEpochMilli());
        }
    }

    private static final class Read extends ValueDeserializer<Instant> {

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) {
            return Instant.ofEpochMilli(json.getLongValue());
        }
    }
}
