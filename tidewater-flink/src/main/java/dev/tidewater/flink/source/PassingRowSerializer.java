package dev.tidewater.flink.source;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.table.data.RowData;

/**
 * Of rows between the operators of a shared reader. Each goes one way and nobody changes it before, so none is copied from one
 * operator to the next. Never for state.
 */
abstract class PassingRowSerializer extends TypeSerializer<RowData> {
    private static final long serialVersionUID = 1;

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    @Override
    public final RowData copy(RowData from) {
        return from;
    }

    @Override
    public final RowData copy(RowData from, RowData reuse) {
        return from;
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final RowData deserialize(RowData reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final TypeSerializerSnapshot<RowData> snapshotConfiguration() {
        throw new UnsupportedOperationException("rows of a shared reader are in no state");
    }
}
