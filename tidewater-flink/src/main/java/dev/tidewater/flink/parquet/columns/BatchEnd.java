package dev.tidewater.flink.parquet.columns;

/** Set by a column that has taken so many bytes since the last batch that the batch should end with the row at hand. */
public final class BatchEnd {
    private boolean due;

    /** Whether a column asked for it; asks no more. */
    public boolean isDue() {
        return due;
    }

    public void clear() {
        due = false;
    }

    void ask() {
        due = true;
    }
}
