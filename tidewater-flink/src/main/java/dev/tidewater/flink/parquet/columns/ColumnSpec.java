package dev.tidewater.flink.parquet.columns;

import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;

/** All that a column is made of, whatever its type. */
public record ColumnSpec(
        ColumnDescriptor descriptor,
        ColumnSettings settings,
        ColumnHint hint,
        Scratches scratches,
        PageCompressor compressor,
        BatchEnd batchEnd) {}
