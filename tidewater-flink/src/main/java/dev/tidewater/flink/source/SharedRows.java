package dev.tidewater.flink.source;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** The type of what a shared reader makes: rows of a table, and {@link BadRow}s. */
final class SharedRows extends TypeInformation<RowData> {
    private static final long serialVersionUID = 1;

    private final SharedPlan plan;

    SharedRows(SharedPlan plan) {
        this.plan = plan;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<RowData> getTypeClass() {
        return RowData.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<RowData> createSerializer(SerializerConfig config) {
        return plan.serializer(config);
    }

    @Override
    public String toString() {
        return "rows and bad records of " + plan.reading().topic();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SharedRows that && plan == that.plan;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(plan);
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof SharedRows;
    }
}
