package dev.tidewater.flink.source;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Writes which of the two a row is, then the row. Needed only where operators are not chained; never for state. */
final class EitherRowSerializer extends PassingRowSerializer {
    private static final long serialVersionUID = 1;

    private final TypeSerializer<RowData> good;
    private final TypeSerializer<RowData> bad;

    EitherRowSerializer(TypeSerializer<RowData> good, TypeSerializer<RowData> bad) {
        this.good = good;
        this.bad = bad;
    }

    @Override
    public TypeSerializer<RowData> duplicate() {
        return new EitherRowSerializer(good.duplicate(), bad.duplicate());
    }

    @Override
    public RowData createInstance() {
        return good.createInstance();
    }

    @Override
    public void serialize(RowData row, DataOutputView target) throws IOException {
        boolean isBad = row instanceof BadRow;
        target.writeBoolean(isBad);
        (isBad ? bad : good).serialize(row, target);
    }

    @Override
    public RowData deserialize(DataInputView source) throws IOException {
        return source.readBoolean() ? new BadRow(bad.deserialize(source)) : good.deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        boolean isBad = source.readBoolean();
        target.writeBoolean(isBad);
        (isBad ? bad : good).copy(source, target);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EitherRowSerializer that && good.equals(that.good) && bad.equals(that.bad);
    }

    @Override
    public int hashCode() {
        return 31 * good.hashCode() + bad.hashCode();
    }
}
