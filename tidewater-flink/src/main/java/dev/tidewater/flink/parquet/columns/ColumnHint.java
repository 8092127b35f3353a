package dev.tidewater.flink.parquet.columns;

/** What the chunks of a column taught, for those that follow: whether a dictionary paid off, how long they get, which zstd level pays. */
public final class ColumnHint {
    /** Before anything is known: a file of some seconds at a lively rate. */
    private static final long FIRST_EXPECTATION = 1 << 17;
    /** A column that went without its dictionary is looked at again after so many chunks. */
    private static final int CHUNKS_WITHOUT = 16;

    private static final int PAGES_BETWEEN_TRIALS = 128;
    private static final int FAST = 1;
    private static final int STRONG = 3;
    private static final double SAVING = 0.985;

    private long expectedValues = FIRST_EXPECTATION;
    private int chunksWithout;
    private int level = STRONG;
    private int pagesToTrial;
    private double writtenShare = 1;

    /** Values that the next chunk is expected to hold. */
    long expectedValues() {
        return expectedValues;
    }

    boolean tryDictionary() {
        return chunksWithout == 0;
    }

    /**
     * Remembers a chunk that has ended. The expectation follows long chunks at once and short ones slowly; a forecast
     * against the dictionary counts for nothing if it took the chunk for much shorter than it was.
     */
    void chunkEnded(long values, DictionaryUse use) {
        boolean surprising = values > 2 * expectedValues;
        expectedValues = Math.max(values, (3 * expectedValues + values) / 4);
        if (surprising) {
            chunksWithout = 0;
        } else if (chunksWithout > 0) {
            chunksWithout--;
        } else if (use == DictionaryUse.FORECAST_AGAINST) {
            chunksWithout = CHUNKS_WITHOUT;
        }
    }

    /** What pages take when they are written, as a share of their values. */
    double writtenShare() {
        return writtenShare;
    }

    /** Remembers the pages of a chunk: their values, and what was written of them. */
    void wrote(long values, long written) {
        writtenShare = (double) written / values;
    }

    /** The zstd level for a page of this column, where none is set. */
    int level() {
        return level;
    }

    boolean trialDue() {
        return pagesToTrial == 0;
    }

    /** One page more was written at {@link #level}. */
    void pageWritten() {
        pagesToTrial--;
    }

    /** Remembers what one page took at either level. */
    void tried(int fastSize, int strongSize) {
        level = strongSize < fastSize * SAVING ? STRONG : FAST;
        pagesToTrial = PAGES_BETWEEN_TRIALS - 1;
    }

    static int fastLevel() {
        return FAST;
    }

    static int strongLevel() {
        return STRONG;
    }

    /** How a chunk's dictionary ended. */
    enum DictionaryUse {
        /** It was written, or there were too few values to know better. */
        USED,
        /** It was given up by a forecast from thousands of values. */
        FORECAST_AGAINST
    }
}
