package dev.tidewater.flink.parquet.rows;

/**
 * Where a value stands in the schema.
 *
 * @param path its name, dots between levels, for messages
 * @param index its position in the row around it; of no use in arrays
 * @param optional whether it may be null
 * @param present its definition level when it is there
 * @param repetition repetition level of what repeats around it
 */
record Place(String path, int index, boolean optional, int present, int repetition) {
    /** The definition level of a null here. */
    int absent() {
        if (!optional) {
            throw new IllegalArgumentException("column " + path + " is required and a row has null there");
        }
        return present - 1;
    }
}
