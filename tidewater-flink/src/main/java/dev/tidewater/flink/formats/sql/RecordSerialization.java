package dev.tidewater.flink.formats.sql;

import dev.tidewater.flink.formats.EncodeException;
import dev.tidewater.flink.formats.RowEncoder;
import dev.tidewater.flink.registry.PatientRegistry;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/** Encodes one part, key or value, of each record of a topic. */
final class RecordSerialization implements SerializationSchema<RowData> {
    private static final long serialVersionUID = 1;

    private final RecordFormat format;
    private final Codec codec;
    private final RowType columns;

    private transient @Nullable RowEncoder encoder;

    RecordSerialization(RecordFormat format, Codec codec, RowType columns) {
        this.format = format;
        this.codec = codec;
        this.columns = columns;
    }

    @Override
    public void open(InitializationContext context) throws IOException {
        try (PatientRegistry registry = format.registry()) {
            encoder = codec.encoder(format, columns, registry);
        }
    }

    @Override
    public byte[] serialize(RowData row) {
        RowEncoder opened = encoder;
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        try {
            return opened.encode(row);
        } catch (EncodeException e) {
            throw new FlinkRuntimeException("a row for " + format + " cannot be encoded: " + e.getMessage(), e);
        }
    }
}
