package dev.tidewater.flink.parquet.columns;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/** What it takes to make a page: room for its bytes before and after compression, and a zstd context. Used by one thread at a time. */
final class Scratch implements AutoCloseable {
    /** Larger arrays, left by a huge value, are not kept for the next page. */
    private static final int MOST_KEPT = 8 << 20;

    final Bytes page = new Bytes();
    final RunLengths runLengths = new RunLengths();
    private final ZstdCompressCtx zstd = new ZstdCompressCtx();
    private int[] ints = {};
    private byte[] compressed = {};
    private byte[] other = {};

    /** An array for at least so many numbers, whatever is in it. */
    int[] ints(int count) {
        if (ints.length < count) {
            ints = new int[Bytes.grown(ints.length, count)];
        }
        return ints;
    }

    /** Compresses into {@link #compressed} and returns the size. */
    int compress(byte[] bytes, int start, int length, int level) {
        int bound = (int) Math.min(Integer.MAX_VALUE - 8, Zstd.compressBound(length));
        if (compressed.length < bound) {
            compressed = new byte[bound];
        }
        zstd.setLevel(level);
        return zstd.compressByteArray(compressed, 0, compressed.length, bytes, start, length);
    }

    byte[] compressed() {
        return compressed;
    }

    /** Puts what was compressed last aside, so that the same bytes can be compressed another way; called again, takes it back. */
    void swap() {
        byte[] last = compressed;
        compressed = other;
        other = last;
    }

    /** Forgets arrays that only an unusual page needs. */
    void trim() {
        if (page.array.length > MOST_KEPT) {
            page.release();
            compressed = new byte[0];
            other = new byte[0];
        }
        page.clear();
    }

    @Override
    public void close() {
        zstd.close();
    }
}
