package dev.tidewater.flink.formats.sql;

import dev.tidewater.flink.formats.RowDecoder;
import dev.tidewater.flink.formats.RowEncoder;
import dev.tidewater.flink.formats.SchemaText;
import dev.tidewater.flink.formats.protobuf.ConfluentProtobufDecoder;
import dev.tidewater.flink.formats.protobuf.ProtobufDecoding;
import dev.tidewater.flink.formats.protobuf.ProtobufRowEncoder;
import dev.tidewater.flink.formats.protobuf.ProtobufSchemas;
import dev.tidewater.flink.registry.PatientRegistry;
import dev.tidewater.flink.registry.SubjectVersion;
import java.io.IOException;
import java.time.InstantSource;
import org.apache.flink.table.types.logical.RowType;

/** Protobuf in Confluent's framing. */
enum ProtobufCodec implements Codec {
    INSTANCE;

    private static final String MESSAGE_NAME = "row";

    @Override
    public RowDecoder decoder(RecordFormat format, RowType columns, int[][] projection, PatientRegistry registry)
            throws IOException {
        ProtobufDecoding decoding = ProtobufDecoding.of(columns).projection(projection);
        Integer reader = format.schemaId();
        return new ConfluentProtobufDecoder(
                reader == null ? decoding : decoding.readerSchema(format.schema(registry::schemaText, reader)),
                registry::schemaText,
                InstantSource.system());
    }

    @Override
    public RowEncoder encoder(RecordFormat format, RowType columns, PatientRegistry registry) throws IOException {
        Integer named = format.schemaId();
        SchemaText schema = named == null
                ? SchemaText.of(ProtobufSchemas.schema(columns, MESSAGE_NAME))
                : format.schema(registry::schemaText, named);
        int id = named == null ? format.register(registry, SubjectVersion.PROTOBUF, schema.text()) : named;
        ProtobufRowEncoder encoder = ProtobufRowEncoder.of(schema, columns);
        return row -> encoder.encode(row, id);
    }
}
