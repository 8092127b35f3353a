package dev.tidewater.flink.source;

import java.io.Serializable;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/**
 * What the reader of a topic makes, for whom. The tables that share it come one after the other, in any order, until the
 * job is sent off; only then is this looked at.
 */
final class SharedPlan implements Serializable {
    private static final long serialVersionUID = 1;

    private final Reading reading;
    private RowRecipe recipe;
    private @Nullable TypeInformation<RowData> good;
    private WatermarkStrategy<RowData> watermarks = WatermarkStrategy.noWatermarks();
    private boolean wantsRecords;
    private boolean wantsBad;

    SharedPlan(Reading reading, RowRecipe recipe) {
        this.reading = reading;
        this.recipe = recipe;
    }

    /** @param rows their type */
    void takeGood(RowRecipe ofRows, TypeInformation<RowData> rows, WatermarkStrategy<RowData> strategy) {
        recipe = ofRows;
        good = rows;
        watermarks = strategy;
    }

    /** Rows as above, and with each its record. */
    void takeRecords(RowRecipe ofRows, TypeInformation<RowData> rows, WatermarkStrategy<RowData> strategy) {
        takeGood(ofRows, rows, strategy);
        wantsRecords = true;
    }

    void takeBad() {
        wantsBad = true;
    }

    Reading reading() {
        return reading;
    }

    RowRecipe recipe() {
        return recipe;
    }

    boolean wantsGood() {
        return good != null;
    }

    /** Whether rows are {@link RecordRow}s. */
    boolean wantsRecords() {
        return wantsRecords;
    }

    boolean wantsBad() {
        return wantsBad;
    }

    TypeInformation<RowData> type() {
        return new SharedRows(this);
    }

    EitherRowSerializer serializer(SerializerConfig config) {
        TypeSerializer<RowData> bad = BadRecordsSource.TYPE.createSerializer(config);
        TypeSerializer<RowData> rows = good == null ? bad : good.createSerializer(config);
        return new EitherRowSerializer(wantsRecords ? new RecordRowSerializer(reading.topic(), rows) : rows, bad);
    }

    EitherRowSerializer serializer() {
        return serializer(new ExecutionConfig().getSerializerConfig());
    }

    WatermarkStrategy<RowData> watermarks() {
        return new Watermarks();
    }

    /** Those of the rows: a bad record has no time. */
    private final class Watermarks implements WatermarkStrategy<RowData> {
        private static final long serialVersionUID = 1;

        @Override
        public WatermarkGenerator<RowData> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
            WatermarkGenerator<RowData> generator = watermarks.createWatermarkGenerator(context);
            return new WatermarkGenerator<>() {
                @Override
                public void onEvent(RowData row, long timestamp, WatermarkOutput output) {
                    if (!(row instanceof BadRow)) {
                        generator.onEvent(row, timestamp, output);
                    }
                }

                @Override
                public void onPeriodicEmit(WatermarkOutput output) {
                    generator.onPeriodicEmit(output);
                }
            };
        }

        @Override
        public TimestampAssigner<RowData> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
            return watermarks.createTimestampAssigner(context);
        }

        @Override
        public WatermarkAlignmentParams getAlignmentParameters() {
            return watermarks.getAlignmentParameters();
        }
    }
}
