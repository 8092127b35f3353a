package dev.tidewater.flink.formats.avro;

import org.apache.iceberg.shaded.org.apache.avro.AvroRuntimeException;
import org.apache.iceberg.shaded.org.apache.avro.Schema;

/** Avro schemas from their text. */
final class Schemas {
    private Schemas() {}

    /** Defaults that do not fit their field are let pass: they matter only where they are used. */
    static Schema parse(String text) {
        try {
            return new Schema.Parser().setValidateDefaults(false).parse(text);
        } catch (AvroRuntimeException e) {
            throw new IncompatibleSchemaException(Path.ROOT, "this is not an Avro schema: " + e.getMessage());
        }
    }

    static Schema parseRecord(String text) {
        Schema schema = parse(text);
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IncompatibleSchemaException(
                    Path.ROOT,
                    "a table needs an Avro record, and this is of type "
                            + schema.getType().getName());
        }
        return schema;
    }

    /** The type and, in brackets, the logical type. */
    static String describe(Schema schema) {
        String name = schema.getType().getName();
        return schema.getLogicalType() == null
                ? name
                : name + " (" + schema.getLogicalType().getName() + ")";
    }
}
