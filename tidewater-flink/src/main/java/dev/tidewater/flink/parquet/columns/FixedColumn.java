package dev.tidewater.flink.parquet.columns;

import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.jspecify.annotations.Nullable;

/** FIXED_LEN_BYTE_ARRAY: UUIDs, bytes of one length, decimals of 19 digits and more. Pages of version 1 have no dictionary for it. */
public final class FixedColumn extends Column {
    private final Bytes plain = new Bytes();
    private final int width;
    private final boolean signed;

    public FixedColumn(ColumnSpec spec) {
        super(spec);
        this.width = type.getTypeLength();
        this.signed = type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation;
    }

    /** Bytes of a value. */
    public int width() {
        return width;
    }

    /** @throws IllegalArgumentException if the value is not as long as all others */
    public void add(int repetition, byte[] value) {
        if (value.length != width) {
            throw new IllegalArgumentException(
                    "column " + String.join(".", descriptor().getPath()) + " takes values of " + width
                            + " bytes, not of " + value.length);
        }
        plain.add(value, 0, width);
        count++;
        addLevels(repetition);
    }

    /** A big-endian number with a sign, which is repeated in front of it. */
    public void addNumber(int repetition, byte[] value) {
        int missing = width - value.length;
        if (missing < 0) {
            throw new IllegalArgumentException(
                    "column " + String.join(".", descriptor().getPath()) + " takes numbers of at most " + width
                            + " bytes, not of " + value.length);
        }
        int at = plain.claim(width);
        byte sign = (byte) (value[0] >> 7);
        for (int i = 0; i < missing; i++) {
            plain.array[at + i] = sign;
        }
        System.arraycopy(value, 0, plain.array, at + missing, value.length);
        count++;
        addLevels(repetition);
    }

    @Override
    @Nullable
    Dictionary newDictionary() {
        return null;
    }

    @Override
    void forgetDictionary() {}

    @Override
    void lookUp(int from, int to, int[] into) {
        throw new UnsupportedOperationException("values of one length have no dictionary");
    }

    @Override
    long plainBytes() {
        return plain.size;
    }

    @Override
    void writePlain(Bytes out) {
        out.add(plain.array, 0, plain.size);
    }

    @Override
    void keepBounds(@Nullable Statistics<?> statistics, int @Nullable [] used) {
        if (statistics == null) {
            return;
        }
        BinaryBounds bounds = signed ? BinaryBounds.signed(plain.array) : BinaryBounds.unsigned(plain.array);
        for (int start = 0; start < plain.size; start += width) {
            bounds.add(start, start + width);
        }
        bounds.putInto(statistics);
    }

    @Override
    void clearValues() {
        plain.clear();
    }

    @Override
    void releaseValues() {
        plain.release();
    }

    @Override
    long valueMemory() {
        return plain.array.length;
    }
}
