package dev.tidewater.flink.formats.sql;

import dev.tidewater.flink.formats.RowDecoder;
import dev.tidewater.flink.formats.RowEncoder;
import dev.tidewater.flink.formats.avro.AvroDecoding;
import dev.tidewater.flink.formats.avro.AvroRowEncoder;
import dev.tidewater.flink.formats.avro.AvroSchemas;
import dev.tidewater.flink.formats.avro.ConfluentAvroDecoder;
import dev.tidewater.flink.registry.PatientRegistry;
import dev.tidewater.flink.registry.SubjectVersion;
import java.io.IOException;
import java.time.InstantSource;
import org.apache.flink.table.types.logical.RowType;

/** Avro in Confluent's framing. */
enum AvroCodec implements Codec {
    INSTANCE;

    private static final String RECORD_NAME = "row";

    @Override
    public RowDecoder decoder(RecordFormat format, RowType columns, int[][] projection, PatientRegistry registry)
            throws IOException {
        RecordLayout layout = format.layout();
        AvroDecoding decoding = AvroDecoding.of(layout.named(columns)).projection(projection);
        Integer reader = format.schemaId();
        return new ConfluentAvroDecoder(
                reader == null ? decoding : decoding.readerSchema(layout.asRecord(format.schema(registry, reader))),
                id -> registry.schema(id).map(layout::asRecord),
                InstantSource.system());
    }

    @Override
    public RowEncoder encoder(RecordFormat format, RowType columns, PatientRegistry registry) throws IOException {
        RowType fields = format.layout().named(columns);
        Integer named = format.schemaId();
        String schema = named == null
                ? AvroSchemas.schema(fields, RECORD_NAME)
                : format.layout().asRecord(format.schema(registry, named));
        int id = named == null ? format.register(registry, SubjectVersion.AVRO, schema) : named;
        AvroRowEncoder encoder = AvroRowEncoder.of(schema, fields);
        return row -> encoder.encode(row, id);
    }
}
