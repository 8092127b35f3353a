package dev.tidewater.engine.produce;

import dev.tidewater.engine.produce.SchemaRegistry.RegisteredSchema;
import dev.tidewater.engine.produce.SchemaRegistry.SchemaType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Takes every schema and gives ids from 41 on. */
final class FakeRegistry implements SchemaStore {
    final Map<String, String> schemas = new LinkedHashMap<>();

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        return Optional.empty();
    }

    @Override
    public int register(String subject, String schema, SchemaType type) {
        schemas.put(subject, schema);
        return 40 + schemas.size();
    }
}
