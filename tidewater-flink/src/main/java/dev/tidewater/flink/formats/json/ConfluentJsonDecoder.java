package dev.tidewater.flink.formats.json;

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
public final class ConfluentJsonDecoder implements RowDecoder {
    private static final Duration FORGET_UNKNOWN_IDS_AFTER = Duration.ofSeconds(30);

    private final BySchemaId<String, JsonRowDecoder> decoders;

    public ConfluentJsonDecoder(JsonDecoding decoding, SchemaLookup lookup, InstantSource clock) {
        this.decoders = new BySchemaId<>(lookup, decoding::decoder, FORGET_UNKNOWN_IDS_AFTER, clock);
    }

    /**
     * The row of a Kafka record's value, as {@link JsonRowDecoder#decode} makes it.
     *
     * @throws DecodeException if the record cannot become a row
     * @throws IOException if the registry did not answer, which says nothing about the record
     */
    @Override
    public GenericRowData decode(byte[] value) throws DecodeException, IOException {
        if (value.length > 0 && value[0] == '{') {
            throw new DecodeException(
                    DecodeException.Reason.BAD_MAGIC, 0, "it is JSON without one, which 'value.format' = 'json' reads");
        }
        int id = ConfluentFraming.schemaId(value, 0, value.length);
        return decoders.of(id).decode(value, ConfluentFraming.SIZE, value.length - ConfluentFraming.SIZE);
    }
}
