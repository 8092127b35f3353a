package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.BySchemaId;
import dev.tidewater.flink.formats.ConfluentFraming;
import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.RowDecoder;
import dev.tidewater.flink.formats.SchemaLookup;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.flink.table.data.GenericRowData;

/** Decodes records that name their schema in a registry. Not thread safe. */
public final class ConfluentAvroDecoder implements RowDecoder {
    private static final Duration FORGET_UNKNOWN_IDS_AFTER = Duration.ofSeconds(30);

    private final BySchemaId<String, AvroRowDecoder> decoders;

    public ConfluentAvroDecoder(AvroDecoding decoding, SchemaLookup lookup, InstantSource clock) {
        this.decoders = new BySchemaId<>(lookup, schema -> decoder(decoding, schema), FORGET_UNKNOWN_IDS_AFTER, clock);
    }

    /**
     * The row of a Kafka record's value, as {@link AvroRowDecoder#decode} makes it.
     *
     * @throws DecodeException if the record cannot become a row
     * @throws IOException if the registry did not answer, which says nothing about the record
     */
    @Override
    public GenericRowData decode(byte[] value) throws DecodeException, IOException {
        int id = ConfluentFraming.schemaId(value, 0, value.length);
        return decoders.of(id).decode(value, ConfluentFraming.SIZE, value.length - ConfluentFraming.SIZE);
    }

    private static AvroRowDecoder decoder(AvroDecoding decoding, String schema) throws DecodeException {
        try {
            return decoding.decoder(schema);
        } catch (IncompatibleSchemaException e) {
            throw new DecodeException(DecodeException.Reason.INCOMPATIBLE_SCHEMA, 1, String.valueOf(e.getMessage()));
        }
    }
}
