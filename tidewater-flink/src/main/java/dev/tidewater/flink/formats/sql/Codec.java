package dev.tidewater.flink.formats.sql;

import dev.tidewater.flink.formats.RowDecoder;
import dev.tidewater.flink.formats.RowEncoder;
import dev.tidewater.flink.registry.PatientRegistry;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.table.types.logical.RowType;

/** How one kind of records is read and written: Avro, for instance. */
interface Codec extends Serializable {
    /**
     * Reads some of the columns of a table, in this order, and looks over the rest so that a damaged record is one for
     * every query.
     *
     * @param columns all of them
     * @param projection paths of indexes, as {@link
     *     org.apache.flink.table.connector.format.ProjectableDecodingFormat#createRuntimeDecoder} describes
     * @throws IOException if a schema that the format names is not there
     */
    RowDecoder decoder(RecordFormat format, RowType columns, int[][] projection, PatientRegistry registry)
            throws IOException;

    /**
     * Whether the schema of a record tells of all fields, so that those that are no columns are looked over as closely as the
     * others.
     */
    default boolean knowsAllFields() {
        return true;
    }

    /**
     * Writes all columns of a table.
     *
     * @throws IOException if a schema that the format names is not there, or the registry refuses the one of the rows
     */
    RowEncoder encoder(RecordFormat format, RowType columns, PatientRegistry registry) throws IOException;
}
