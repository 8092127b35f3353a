package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.StringData;
import org.apache.iceberg.shaded.org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads a map from text, block by block. Of a key that occurs twice the last value counts, as in Avro's own readers. */
final class OfMap extends ValueReader {
    private final ValueReader value;
    private final int smallestEntry;

    /** @param smallestEntry the least bytes that an entry can take */
    OfMap(ValueReader value, int smallestEntry) {
        this.value = value;
        this.smallestEntry = smallestEntry;
    }

    @Override
    Object read(Input in) throws DecodeException {
        Map<StringData, @Nullable Object> entries = new LinkedHashMap<>();
        int seen = 0;
        for (int count = in.readBlock(smallestEntry); count > 0; count = in.readBlock(smallestEntry)) {
            long blockEnd = in.blockEnd();
            int i = 0;
            try {
                for (; i < count; i++) {
                    StringData key = in.readString();
                    entries.put(key, value.read(in));
                }
            } catch (DecodeException e) {
                throw e.within("[" + (seen + i) + "]");
            }
            in.endBlock(blockEnd);
            seen += count;
        }
        return new GenericMapData(entries);
    }

    @Override
    public void check(Input in) throws DecodeException {
        OfArray.checkItems(in, this::checkEntry, smallestEntry);
    }

    /** The least bytes that an entry takes: the length of its key, and the value. */
    static int smallestEntry(Schema map) {
        return (int) Math.min(Integer.MAX_VALUE, 1L + WriterCheckers.smallest(map.getValueType()));
    }

    private void checkEntry(Input in) throws DecodeException {
        in.checkString();
        value.check(in);
    }
}
