package dev.tidewater.flink.formats;

import java.io.IOException;
import java.util.Optional;

/** The schemas of a registry, by the id that records carry. */
@FunctionalInterface
public interface SchemaLookup extends BySchemaId.Lookup<String> {
    /**
     * The text of a schema, or nothing if the registry has answered that it has no such id: then the record is a dead
     * letter.
     *
     * @throws IOException if the registry has not answered. That says nothing about the record: the caller must try
     *     again or fail, and must not set the record aside
     */
    @Override
    Optional<String> schema(int id) throws IOException;
}
