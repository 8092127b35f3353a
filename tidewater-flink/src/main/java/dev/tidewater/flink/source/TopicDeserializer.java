package dev.tidewater.flink.source;

import dev.tidewater.flink.formats.DecodeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Makes rows of the records that can be decoded, and a {@link BadRow} of each other one. */
final class TopicDeserializer implements KafkaRecordDeserializationSchema<RowData> {
    private static final long serialVersionUID = 1;

    private final SharedPlan plan;
    /** Who shares the plan finds it as long as the source is there, which has this. */
    @SuppressWarnings({"FieldCanBeLocal", "unused"})
    private final transient @Nullable SharedReading owner;

    private transient List<RowData> rows = new ArrayList<>();
    private transient Counter bad = new SimpleCounter();

    TopicDeserializer(SharedPlan plan, SharedReading owner) {
        this.plan = plan;
        this.owner = owner;
    }

    @Override
    public void open(DeserializationSchema.InitializationContext context) throws Exception {
        rows = new ArrayList<>();
        bad = context.getMetricGroup().counter("badRecords");
        plan.recipe().open(context);
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RowData> out) throws IOException {
        rows.clear();
        try {
            plan.recipe().read(record, rows);
        } catch (DecodeException e) {
            bad.inc();
            onBad(record, e, out);
            return;
        }
        if (plan.wantsGood()) {
            boolean withRecords = plan.wantsRecords();
            for (int i = 0; i < rows.size(); i++) {
                RowData row = rows.get(i);
                out.collect(withRecords ? new RecordRow(row, record, i) : row);
            }
        }
    }

    private void onBad(ConsumerRecord<byte[], byte[]> record, DecodeException fault, Collector<RowData> out)
            throws IOException {
        if (plan.wantsBad()) {
            out.collect(BadRow.of(record, fault));
        } else if (plan.reading().badRecords() != TopicOptions.BadRecords.SKIP) {
            throw new IOException("the record of topic \"" + record.topic() + "\" at partition " + record.partition()
                    + ", offset " + record.offset() + " cannot be decoded: " + fault.getMessage());
        }
    }

    @Override
    public TypeInformation<RowData> getProducedType() {
        return plan.type();
    }
}
