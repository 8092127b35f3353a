package dev.tidewater.flink.formats.sql;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.RowDecoder;
import java.io.IOException;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;

/** Decodes one part, key or value, of each record of a topic. */
final class RecordDeserialization implements DeserializationSchema<RowData> {
    private static final long serialVersionUID = 1;

    /** What a record is that lacks this part altogether. */
    enum Missing {
        ROW_OF_NULLS,
        BAD_RECORD
    }

    private final RecordFormat format;
    private final Codec codec;
    private final RowType columns;
    private final int[][] projection;
    private final Missing missing;
    private final TypeInformation<RowData> produced;

    private transient @Nullable RowDecoder decoder;

    RecordDeserialization(
            RecordFormat format,
            Codec codec,
            RowType columns,
            int[][] projection,
            Missing missing,
            TypeInformation<RowData> produced) {
        this.format = format;
        this.codec = codec;
        this.columns = columns;
        this.projection = projection;
        this.missing = missing;
        this.produced = produced;
    }

    @Override
    public void open(InitializationContext context) throws IOException {
        decoder = codec.decoder(format, columns, projection, format.registry());
    }

    @Override
    public RowData deserialize(byte @Nullable [] message) throws IOException {
        RowDecoder opened = decoder;
        if (opened == null) {
            throw new IllegalStateException("not opened");
        }
        try {
            return message == null ? absent() : opened.decode(message);
        } catch (DecodeException e) {
            throw new BadRecordException(e, format);
        }
    }

    private RowData absent() throws DecodeException {
        if (missing == Missing.ROW_OF_NULLS) {
            return new GenericRowData(projection.length);
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
