package dev.tidewater.flink.formats.sql;

import dev.tidewater.flink.formats.EncodeException;
import dev.tidewater.flink.formats.avro.AvroRowEncoder;
import dev.tidewater.flink.formats.avro.AvroSchemas;
import dev.tidewater.flink.registry.PatientRegistry;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/** Encodes one part, key or value, of each record of a topic. */
final class AvroSerialization implements SerializationSchema<RowData> {
    private static final long serialVersionUID = 1;
    private static final String RECORD_NAME = "row";

    private final RecordFormat format;
    private final RowType columns;

    private transient @Nullable AvroRowEncoder encoder;
    private transient int id;

    AvroSerialization(RecordFormat format, RowType columns) {
        this.format = format;
        this.columns = columns;
    }

    @Override
    public void open(InitializationContext context) throws IOException {
        try (PatientRegistry registry = format.registry()) {
            Integer named = format.schemaId();
            String schema = named == null
                    ? AvroSchemas.schema(columns, RECORD_NAME)
                    : format.layout().asRecord(format.schema(registry, named));
            id = named == null ? register(registry, schema) : named;
            encoder = AvroRowEncoder.of(schema, columns);
        }
    }

    private int register(PatientRegistry registry, String schema) throws IOException {
        if (format.subject().isEmpty()) {
            throw new IOException("rows for " + format + " cannot be written: set the format's option \""
                    + FormatOptions.SUBJECT.key() + "\" to the subject of their schema");
        }
        return registry.ask(up -> up.register(format.subject(), schema));
    }

    @Override
    public byte[] serialize(RowData row) {
        AvroRowEncoder opened = encoder;
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        try {
            return opened.encode(row, id);
        } catch (EncodeException e) {
            throw new FlinkRuntimeException("a row for " + format + " cannot be encoded: " + e.getMessage(), e);
        }
    }
}
