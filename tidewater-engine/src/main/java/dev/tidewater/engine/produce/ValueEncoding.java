package dev.tidewater.engine.produce;

import java.nio.file.Path;

/** How the record's value is written. */
public sealed interface ValueEncoding {
    /** One JSON object in UTF-8. Times are ISO-8601 texts, bytes are Base64, decimals are numbers. */
    record Json() implements ValueEncoding {}

    /** Avro in Confluent framing (a zero byte, the schema's id in four bytes, the data). */
    record Avro(SchemaSource schema) implements ValueEncoding {}

    /** The lines of the file, byte for byte; empty lines are left out. */
    record Raw() implements ValueEncoding {}

    /** Where the schema of Avro values comes from. */
    sealed interface SchemaSource {
        /** An {@code .avsc} file. */
        record OfFile(Path file) implements SchemaSource {}

        /** The Avro or Parquet file's own schema. */
        record OfInput() implements SchemaSource {}

        /** Derived from all records of a CSV or JSON file: every field may be null. Avro and Parquet keep their own. */
        record Inferred() implements SchemaSource {}
    }
}
