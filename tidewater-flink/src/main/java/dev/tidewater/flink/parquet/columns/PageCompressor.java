package dev.tidewater.flink.parquet.columns;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesInput;
import org.apache.iceberg.shaded.org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.iceberg.shaded.org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the pages of one file: zstd itself, on arrays and with a context that is used again, other codecs by
 * Parquet's own compressors. Where no zstd level is set, each column gets the one that pays: now and then a page is
 * compressed both at level 1 and 3.
 */
public final class PageCompressor implements BytesInputCompressor {
    /** A trial with less says little about the column, and costs as little at the stronger level. */
    private static final int SMALLEST_TRIAL = 4096;

    private final CompressionCodecName codec;
    private final @Nullable BytesInputCompressor other;
    private final @Nullable Integer level;
    private @Nullable Scratch scratch;
    private @Nullable ColumnHint hint;

    private PageCompressor(CompressionCodecName codec, @Nullable BytesInputCompressor other, @Nullable Integer level) {
        this.codec = codec;
        this.other = other;
        this.level = level;
    }

    /** @param level the level that the table sets, null if it sets none */
    public static PageCompressor zstd(@Nullable Integer level) {
        return new PageCompressor(CompressionCodecName.ZSTD, null, level);
    }

    public static PageCompressor none() {
        return new PageCompressor(CompressionCodecName.UNCOMPRESSED, null, null);
    }

    /** Another codec, by Parquet's own compressor. */
    public static PageCompressor by(BytesInputCompressor compressor) {
        return new PageCompressor(compressor.getCodecName(), compressor, null);
    }

    /** Whose pages come next. What {@link #compress} returns lies in the scratch space, so it must be held until it is copied. */
    void turnTo(Scratch scratch, ColumnHint hint) {
        this.scratch = scratch;
        this.hint = hint;
    }

    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        if (codec == CompressionCodecName.UNCOMPRESSED) {
            return bytes;
        }
        if (other != null) {
            return other.compress(bytes);
        }
        if (scratch == null || hint == null) {
            throw new IllegalStateException("no column was named before its page");
        }
        ByteBuffer plain = bytes.toByteBuffer();
        int size = zstd(plain.array(), plain.arrayOffset() + plain.position(), plain.remaining(), scratch, hint);
        return BytesInput.from(scratch.compressed(), 0, size);
    }

    private int zstd(byte[] bytes, int start, int length, Scratch to, ColumnHint column) {
        if (level != null) {
            return to.compress(bytes, start, length, level);
        }
        if (length < SMALLEST_TRIAL) {
            return to.compress(bytes, start, length, ColumnHint.strongLevel());
        }
        if (!column.trialDue()) {
            column.pageWritten();
            return to.compress(bytes, start, length, column.level());
        }
        int fast = to.compress(bytes, start, length, ColumnHint.fastLevel());
        to.swap();
        int strong = to.compress(bytes, start, length, ColumnHint.strongLevel());
        column.tried(fast, strong);
        if (column.level() == ColumnHint.strongLevel()) {
            return strong;
        }
        to.swap();
        return fast;
    }

    @Override
    public CompressionCodecName getCodecName() {
        return codec;
    }

    @Override
    public void release() {
        if (other != null) {
            other.release();
        }
    }
}
