package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.table.data.GenericRowData;

/**
 * Decodes the records of one writer's schema, straight from their bytes into rows. Made by {@link ProtobufDecoding}. Not
 * thread safe.
 */
public final class ProtobufRowDecoder {
    private final MessageReader record;
    private final List<Integer> indexes;
    private final boolean isFirst;

    ProtobufRowDecoder(MessageReader record, List<Integer> indexes) {
        this.record = record;
        this.indexes = indexes;
        this.isFirst = indexes.equals(List.of(0));
    }

    /**
     * The row of a message. Its text refers to the array instead of copying it: the array must not change while the row is
     * in use, and stays in memory as long.
     *
     * @throws DecodeException if the message is damaged, or its values do not fit the columns
     */
    public GenericRowData decode(byte[] bytes, int offset, int length) throws DecodeException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return decode(new Input(bytes, offset, length));
    }

    /** Of a message behind the indexes that say which one of its schema it is, as Confluent's serializers write it. */
    GenericRowData decodeIndexed(byte[] bytes, int offset, int length) throws DecodeException {
        Input in = new Input(bytes, offset, length);
        if (length > 0 && bytes[offset] == 0 && isFirst) {
            return decode(new Input(bytes, offset + 1, length - 1));
        }
        List<Integer> named = indexes(in);
        if (!named.equals(indexes)) {
            throw new DecodeException(
                    Reason.OTHER_MESSAGE, offset, "number " + named + " instead of " + indexes + " of its file");
        }
        return decode(in);
    }

    /** None stands for the first message of the file. */
    private static List<Integer> indexes(Input in) throws DecodeException {
        int at = in.position();
        long count = zigzag(in);
        if (count == 0) {
            return List.of(0);
        }
        if (count < 0 || count > Input.MAX_DEPTH) {
            throw in.fault(Reason.BAD_LENGTH, at);
        }
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            indexes.add((int) zigzag(in));
        }
        return indexes;
    }

    private static long zigzag(Input in) throws DecodeException {
        long folded = in.readVarint();
        return (folded >>> 1) ^ -(folded & 1);
    }

    private GenericRowData decode(Input in) throws DecodeException {
        GenericRowData row = record.start();
        record.fill(in, row, 0);
        return (GenericRowData) Objects.requireNonNull(record.result(in, row));
    }
}
