package dev.tidewater.engine.produce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** JSON objects as the values of records, one at a time, for those who have no file. Not for use by several threads. */
public final class ValueBytes {
    private static final Place NOWHERE = new Place(0, 0);

    private final ValueEncoder encoder;

    private ValueBytes(ValueEncoder encoder) {
        this.encoder = encoder;
    }

    /** The object as it is. */
    public static ValueBytes json() {
        return new ValueBytes(ValueEncoder.json());
    }

    /**
     * Avro in Confluent framing.
     *
     * @param schemaId of the registry
     * @throws IllegalArgumentException if the text is no schema of a record
     */
    public static ValueBytes avro(String schema, int schemaId) {
        try {
            return new ValueBytes(ValueEncoder.avro(new Schema.Parser().parse(schema), schemaId));
        } catch (SchemaParseException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException naming the field that does not fit the schema */
    public byte[] encode(ObjectNode value) {
        try {
            return encoder.encode(new InputRecord.OfJson(NOWHERE, value));
        } catch (Misfit e) {
            throw new IllegalArgumentException(e.message(), e);
        }
    }
}
