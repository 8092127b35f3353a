package dev.tidewater.flink.formats.sql;

import dev.tidewater.flink.formats.RowDecoder;
import dev.tidewater.flink.formats.RowEncoder;
import dev.tidewater.flink.formats.json.ConfluentJsonDecoder;
import dev.tidewater.flink.formats.json.JsonDecoding;
import dev.tidewater.flink.formats.json.JsonRowDecoder;
import dev.tidewater.flink.formats.json.JsonRowEncoder;
import dev.tidewater.flink.formats.json.JsonSchemas;
import dev.tidewater.flink.formats.json.PlainDebeziumDecoder;
import dev.tidewater.flink.registry.PatientRegistry;
import dev.tidewater.flink.registry.SubjectVersion;
import java.io.IOException;
import java.time.InstantSource;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** JSON, in Confluent's framing with a JSON Schema, or the text alone. */
enum JsonCodec implements Codec {
    RECORDS {
        @Override
        RowDecoder plain(RecordFormat format, RowType columns, int[][] projection) {
            JsonRowDecoder decoder = decoding(format, columns, projection).decoder(declared(format));
            return record -> decoder.decode(record, 0, record.length);
        }
    },
    /** Debezium's events. Without framing they may be in another envelope yet. */
    CHANGES {
        @Override
        RowDecoder plain(RecordFormat format, RowType columns, int[][] projection) {
            return new PlainDebeziumDecoder(columns, declared(format));
        }
    };

    private static final String TITLE = "row";

    /** Reads the text alone. */
    abstract RowDecoder plain(RecordFormat format, RowType columns, int[][] projection);

    @Override
    public RowDecoder decoder(RecordFormat format, RowType columns, int[][] projection, PatientRegistry registry) {
        return format.namesSchemas()
                ? new ConfluentJsonDecoder(decoding(format, columns, projection), registry, InstantSource.system())
                : plain(format, columns, projection);
    }

    /** Only columns say what a value of JSON is to be. */
    @Override
    public boolean knowsAllFields() {
        return false;
    }

    @Override
    public RowEncoder encoder(RecordFormat format, RowType columns, PatientRegistry registry) throws IOException {
        if (!format.namesSchemas()) {
            JsonRowEncoder encoder = encoder(format, columns, declared(format));
            return encoder::encode;
        }
        Integer named = format.schemaId();
        String schema = named == null ? JsonSchemas.schema(columns, TITLE) : format.schema(registry, named);
        int id = named == null ? format.register(registry, SubjectVersion.JSON, schema) : named;
        JsonRowEncoder encoder = encoder(format, columns, schema);
        return row -> encoder.encode(row, id);
    }

    private static JsonDecoding decoding(RecordFormat format, RowType columns, int[][] projection) {
        JsonDecoding decoding = JsonDecoding.of(columns).projection(projection);
        return format.layout() == RecordLayout.RECORD ? decoding : decoding.singleValue();
    }

    private static JsonRowEncoder encoder(RecordFormat format, RowType columns, @Nullable String schema) {
        return format.layout() == RecordLayout.RECORD
                ? JsonRowEncoder.of(columns, schema)
                : JsonRowEncoder.ofSingleValue(columns, schema);
    }

    private static @Nullable String declared(RecordFormat format) {
        return format.declaredSchema().isEmpty() ? null : format.declaredSchema();
    }
}
