package dev.tidewater.flink.source;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Some of the fields that a format decodes which cannot leave out any. */
final class SelectedFields implements DeserializationSchema<RowData> {
    private static final long serialVersionUID = 1;

    private final DeserializationSchema<RowData> all;
    private final RowData.FieldGetter[] getters;
    private final TypeInformation<RowData> produced;

    SelectedFields(
            DeserializationSchema<RowData> all, LogicalType row, int[] fields, TypeInformation<RowData> produced) {
        this.all = all;
        this.getters = Arrays.stream(fields)
                .mapToObj(field -> RowData.createFieldGetter(row.getChildren().get(field), field))
                .toArray(RowData.FieldGetter[]::new);
        this.produced = produced;
    }

    @Override
    public void open(InitializationContext context) throws Exception {
        all.open(context);
    }

    @Override
    public @Nullable RowData deserialize(byte @Nullable [] message) throws IOException {
        RowData row = all.deserialize(message);
        return row == null ? null : selected(row);
    }

    @Override
    public void deserialize(byte @Nullable [] message, Collector<RowData> out) throws IOException {
        all.deserialize(message, new Collector<>() {
            @Override
            public void collect(RowData row) {
                out.collect(selected(row));
            }

            @Override
            public void close() {}
        });
    }

    private RowData selected(RowData row) {
        GenericRowData selected = new GenericRowData(row.getRowKind(), getters.length);
        for (int field = 0; field < getters.length; field++) {
            selected.setField(field, getters[field].getFieldOrNull(row));
        }
        return selected;
    }

    @Override
    public boolean isEndOfStream(RowData row) {
        return false;
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return produced;
    }
}
