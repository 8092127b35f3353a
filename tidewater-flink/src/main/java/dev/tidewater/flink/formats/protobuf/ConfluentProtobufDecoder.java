package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.BySchemaId;
import dev.tidewater.flink.formats.ConfluentFraming;
import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.RowDecoder;
import dev.tidewater.flink.formats.SchemaText;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.flink.table.data.GenericRowData;

/** Decodes records that name their schema in a registry, and a message of it. Not thread safe. */
public final class ConfluentProtobufDecoder implements RowDecoder {
    private static final Duration FORGET_UNKNOWN_IDS_AFTER = Duration.ofSeconds(30);

    private final BySchemaId<SchemaText, ProtobufRowDecoder> decoders;

    public ConfluentProtobufDecoder(
            ProtobufDecoding decoding, BySchemaId.Lookup<SchemaText> lookup, InstantSource clock) {
        this.decoders = new BySchemaId<>(lookup, schema -> decoder(decoding, schema), FORGET_UNKNOWN_IDS_AFTER, clock);
    }

    /**
     * The row of a Kafka record's value, as {@link ProtobufRowDecoder#decode} makes it.
     *
     * @throws DecodeException if the record cannot become a row
     * @throws IOException if the registry did not answer, which says nothing about the record
     */
    @Override
    public GenericRowData decode(byte[] value) throws DecodeException, IOException {
        int id = ConfluentFraming.schemaId(value, 0, value.length);
        return decoders.of(id).decodeIndexed(value, ConfluentFraming.SIZE, value.length - ConfluentFraming.SIZE);
    }

    private static ProtobufRowDecoder decoder(ProtobufDecoding decoding, SchemaText schema) throws DecodeException {
        try {
            return decoding.decoder(schema);
        } catch (ProtobufSchemaException e) {
            throw new DecodeException(DecodeException.Reason.INCOMPATIBLE_SCHEMA, 1, String.valueOf(e.getMessage()));
        }
    }
}
