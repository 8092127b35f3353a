package dev.tidewater.flink.parquet.columns;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.io.api.Binary;

/**
 * The least and the greatest of many byte strings that lie in one array. Most comparisons end with the first eight
 * bytes, held as a number; only strings that begin like a bound are looked at whole.
 */
final class BinaryBounds {
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private final int flip;
    private boolean any;
    private int leastStart;
    private int leastEnd;
    private long leastHead;
    private int greatestStart;
    private int greatestEnd;
    private long greatestHead;

    private BinaryBounds(byte[] bytes, int flip) {
        this.bytes = bytes;
        this.flip = flip;
    }

    /** Bytes compare as unsigned ones, the first first. */
    static BinaryBounds unsigned(byte[] bytes) {
        return new BinaryBounds(bytes, 0);
    }

    /** Strings of equal length compare as big-endian numbers with a sign: unsigned, but for the first byte. */
    static BinaryBounds signed(byte[] bytes) {
        return new BinaryBounds(bytes, 0x80);
    }

    void add(int start, int end) {
        long head = head(start, end) ^ (long) flip << 56;
        if (!any) {
            any = true;
            setLeast(start, end, head);
            setGreatest(start, end, head);
            return;
        }
        int toLeast = Long.compareUnsigned(head, leastHead);
        if (toLeast < 0 || toLeast == 0 && compareRest(start, end, leastStart, leastEnd) < 0) {
            setLeast(start, end, head);
        }
        int toGreatest = Long.compareUnsigned(head, greatestHead);
        if (toGreatest > 0 || toGreatest == 0 && compareRest(start, end, greatestStart, greatestEnd) > 0) {
            setGreatest(start, end, head);
        }
    }

    private void setLeast(int start, int end, long head) {
        leastStart = start;
        leastEnd = end;
        leastHead = head;
    }

    private void setGreatest(int start, int end, long head) {
        greatestStart = start;
        greatestEnd = end;
        greatestHead = head;
    }

    /** The first eight bytes, zeros behind a shorter string. */
    private long head(int start, int end) {
        int length = end - start;
        if (length >= 8) {
            return (long) BIG.get(bytes, start);
        }
        long head = 0;
        for (int at = start; at < end; at++) {
            head = head << 8 | bytes[at] & 0xff;
        }
        return length == 0 ? 0 : head << 8 * (8 - length);
    }

    /** Compares strings whose heads are equal, so their first bytes are too, and a sign plays no part. */
    private int compareRest(int start, int end, int otherStart, int otherEnd) {
        return Arrays.compareUnsigned(bytes, start, end, bytes, otherStart, otherEnd);
    }

    void putInto(Statistics<?> statistics) {
        statistics.updateStats(Binary.fromConstantByteArray(Arrays.copyOfRange(bytes, leastStart, leastEnd)));
        statistics.updateStats(Binary.fromConstantByteArray(Arrays.copyOfRange(bytes, greatestStart, greatestEnd)));
    }
}
