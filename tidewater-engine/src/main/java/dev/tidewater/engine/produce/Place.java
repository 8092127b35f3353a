package dev.tidewater.engine.produce;

/**
 * Where a record stands in its file.
 *
 * @param record from 1
 * @param line from 1, where it begins; 0 in formats without lines
 */
record Place(long record, long line) {
    @Override
    public String toString() {
        return line > 0 ? "record " + record + " (line " + line + ")" : "record " + record;
    }
}
