package dev.tidewater.flink.source;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import dev.tidewater.flink.formats.sql.BadRecordException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Reads the key or the value of records.
 *
 * @param schema makes rows of its bytes
 * @param positions where the fields of such a row go in the table's; -1 for one that goes nowhere
 * @param origin whose faults the schema's exceptions tell
 */
record PartReader(DeserializationSchema<RowData> schema, int[] positions, Origin origin) implements Serializable {
    /** Who made a format. */
    enum Origin {
        /** We: what is no fault of the record is told apart. */
        OURS,
        /** Flink, without services: whatever it throws is about the record. */
        FLINK,
        /** Flink, for bytes that are to be text, which it does not look at. */
        FLINK_TEXT
    }

    void read(byte @Nullable [] bytes, List<RowData> rows) throws DecodeException, IOException {
        if (origin == Origin.FLINK_TEXT && bytes != null) {
            requireUtf8(bytes);
        }
        try {
            schema.deserialize(bytes, new Into(rows));
        } catch (BadRecordException e) {
            throw e.fault();
        } catch (IOException | RuntimeException e) {
            if (origin == Origin.OURS) {
                throw e;
            }
            throw new DecodeException(Reason.UNDECODABLE, 0, String.valueOf(e.getMessage()));
        }
    }

    private static void requireUtf8(byte[] bytes) throws DecodeException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new DecodeException(Reason.NOT_UTF_8, 0);
        }
    }

    private record Into(List<RowData> rows) implements Collector<RowData> {
        @Override
        public void collect(RowData row) {
            rows.add(row);
        }

        @Override
        public void close() {}
    }
}
