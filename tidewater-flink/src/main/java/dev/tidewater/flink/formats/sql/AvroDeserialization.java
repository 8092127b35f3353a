package dev.tidewater.flink.formats.sql;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.avro.AvroDecoding;
import dev.tidewater.flink.formats.avro.ConfluentAvroDecoder;
import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Decodes one part, key or value, of each record of a topic. */
final class AvroDeserialization implements DeserializationSchema<RowData> {
    private static final long serialVersionUID = 1;

    /** What a record is that lacks this part altogether. */
    enum Missing {
        ROW_OF_NULLS,
        BAD_RECORD
    }

    private final RecordFormat format;
    private final AvroDecoding decoding;
    private final int arity;
    private final Missing missing;
    private final TypeInformation<RowData> produced;

    private transient @Nullable ConfluentAvroDecoder decoder;

    AvroDeserialization(
            RecordFormat format, AvroDecoding decoding, int arity, Missing missing, TypeInformation<RowData> produced) {
        this.format = format;
        this.decoding = decoding;
        this.arity = arity;
        this.missing = missing;
        this.produced = produced;
    }

    @Override
    public void open(InitializationContext context) throws IOException {
        decoder = format.decoder(decoding, format.registry());
    }

    @Override
    public @Nullable RowData deserialize(byte @Nullable [] message) throws IOException {
        ConfluentAvroDecoder opened = decoder;
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        try {
            return message == null ? absent() : opened.decode(message);
        } catch (DecodeException e) {
            format.onBadRecord().apply(e, format);
            return null;
        }
    }

    private RowData absent() throws DecodeException {
        if (missing == Missing.ROW_OF_NULLS) {
            return new GenericRowData(arity);
        }
        throw new DecodeException(DecodeException.Reason.NULL_NOT_ALLOWED, 0, "there are no bytes at all");
    }

    @Override
    public boolean isEndOfStream(RowData row) {
        return false;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return produced;
    }
}
