package dev.tidewater.engine.produce;

import dev.tidewater.engine.produce.SchemaRegistry.RegisteredSchema;
import dev.tidewater.engine.produce.SchemaRegistry.SchemaType;
import java.util.Optional;

/** As much of a schema registry as producing needs. */
interface SchemaStore {
    Optional<RegisteredSchema> latest(String subject);

    int register(String subject, String schema, SchemaType type);
}
