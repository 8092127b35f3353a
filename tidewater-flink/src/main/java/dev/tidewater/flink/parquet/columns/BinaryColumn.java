package dev.tidewater.flink.parquet.columns;

import java.util.Arrays;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.binary.BinarySegmentUtils;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.jspecify.annotations.Nullable;

/** BINARY: texts and bytes of any length. They are kept as PLAIN has them, a length of four bytes before each. */
public final class BinaryColumn extends Column {
    private static final int[] NONE = {};
    /** A batch ends when a column has taken so much since the last one: one thousand rows of books would be too many. */
    private static final int BATCH_BYTES = 256 << 10;

    private final Bytes plain = new Bytes();
    private final BatchEnd batchEnd;
    private int[] starts = NONE;
    private int askAt = BATCH_BYTES;
    private @Nullable BinaryDictionary entries;

    public BinaryColumn(ColumnSpec spec) {
        super(spec);
        this.batchEnd = spec.batchEnd();
    }

    public void add(int repetition, byte[] value) {
        int at = claim(value.length);
        System.arraycopy(value, 0, plain.array, at, value.length);
        addLevels(repetition);
    }

    public void add(int repetition, BinaryStringData value) {
        value.ensureMaterialized();
        int length = value.getSizeInBytes();
        int at = claim(length);
        MemorySegment[] segments = value.getSegments();
        if (segments.length == 1) {
            segments[0].get(value.getOffset(), plain.array, at, length);
        } else {
            BinarySegmentUtils.copyToBytes(segments, value.getOffset(), plain.array, at, length);
        }
        addLevels(repetition);
    }

    private int claim(int length) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, Bytes.grown(count, count + 1L));
        }
        plain.ensure(Math.addExact(length, 4));
        plain.addInt(length);
        int at = plain.claim(length);
        starts[count++] = at;
        if (plain.size >= askAt) {
            askAt = plain.size > Integer.MAX_VALUE - BATCH_BYTES ? Integer.MAX_VALUE : plain.size + BATCH_BYTES;
            batchEnd.ask();
        }
        return at;
    }

    private int end(int index) {
        return index + 1 < count ? starts[index + 1] - 4 : plain.size;
    }

    @Override
    Dictionary newDictionary() {
        entries = new BinaryDictionary();
        return entries;
    }

    @Override
    void forgetDictionary() {
        entries = null;
    }

    @Override
    void lookUp(int from, int to, int[] into) {
        BinaryDictionary dictionary = entries;
        if (dictionary != null) {
            for (int i = from; i < to; i++) {
                into[i] = dictionary.index(plain.array, starts[i], end(i) - starts[i]);
            }
        }
    }

    @Override
    long plainBytes() {
        return plain.size;
    }

    @Override
    void writePlain(Bytes out) {
        out.add(plain.array, 0, plain.size);
    }

    /** Where values repeat, only the entries that the page uses are compared. */
    @Override
    void keepBounds(@Nullable Statistics<?> statistics, int @Nullable [] used) {
        if (statistics == null) {
            return;
        }
        BinaryDictionary dictionary = entries;
        if (used != null && dictionary != null && dictionary.size() < count / 2) {
            boundsOfEntries(dictionary, used).putInto(statistics);
            return;
        }
        BinaryBounds bounds = BinaryBounds.unsigned(plain.array);
        for (int i = 0; i < count; i++) {
            bounds.add(starts[i], end(i));
        }
        bounds.putInto(statistics);
    }

    private BinaryBounds boundsOfEntries(BinaryDictionary dictionary, int[] used) {
        boolean[] met = new boolean[dictionary.size()];
        for (int i = 0; i < count; i++) {
            met[used[i]] = true;
        }
        BinaryBounds bounds = BinaryBounds.unsigned(dictionary.entries.array);
        for (int i = 0; i < met.length; i++) {
            if (met[i]) {
                bounds.add(dictionary.start(i), dictionary.end(i));
            }
        }
        return bounds;
    }

    @Override
    void clearValues() {
        if (plain.array.length > 8 * BATCH_BYTES && plain.size < plain.array.length / 4) {
            plain.release();
        }
        plain.clear();
        askAt = BATCH_BYTES;
    }

    @Override
    void releaseValues() {
        plain.release();
        starts = NONE;
    }

    @Override
    long valueMemory() {
        return plain.array.length + 4L * starts.length;
    }
}
