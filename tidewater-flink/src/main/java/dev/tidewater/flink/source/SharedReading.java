package dev.tidewater.flink.source;

import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;

/**
 * One reader of a topic for two tables of a job: the one of its rows and the one of its bad records. Flink's planner makes
 * each table's stream on its own, and an environment of its own for each job that it makes; the tables of one job find each
 * other by that.
 */
final class SharedReading {
    private static final Map<StreamExecutionEnvironment, Map<Reading, WeakReference<SharedReading>>> BY_JOB =
            new WeakHashMap<>();

    private final SharedPlan plan;
    private final String uid;
    private final DataStream<RowData> stream;

    private SharedReading(StreamExecutionEnvironment environment, Reading reading, RowRecipe recipe, String uid) {
        this.plan = new SharedPlan(reading, recipe);
        this.uid = uid;
        KafkaSourceBuilder<RowData> source = KafkaSource.<RowData>builder()
                .setTopics(reading.topic())
                .setProperties(reading.consumer())
                .setDeserializer(new TopicDeserializer(plan, this));
        reading.extent().applyTo(source, reading.topic());
        this.stream = environment
                .fromSource(source.build(), plan.watermarks(), "topic " + reading.topic(), plan.type())
                .uid(uid);
    }

    /** The reader that a job has for a topic. */
    static SharedReading in(StreamExecutionEnvironment environment, Reading reading, RowRecipe recipe) {
        synchronized (BY_JOB) {
            Map<Reading, WeakReference<SharedReading>> ofJob =
                    BY_JOB.computeIfAbsent(environment, job -> new HashMap<>());
            WeakReference<SharedReading> known = ofJob.get(reading);
            SharedReading shared = known == null ? null : known.get();
            if (shared == null) {
                shared = new SharedReading(
                        environment, reading, recipe, "topic-" + reading.topic() + "-" + ofJob.size());
                ofJob.put(reading, new WeakReference<>(shared));
            }
            return shared;
        }
    }

    /** Another reader of the same, for a second table of rows in a job. */
    SharedReading again(StreamExecutionEnvironment environment, RowRecipe recipe, Optional<String> uid) {
        return new SharedReading(
                environment,
                plan.reading(),
                recipe,
                uid.orElse("topic-" + plan.reading().topic() + "-again"));
    }

    boolean hasRows() {
        return plan.wantsGood();
    }

    DataStream<RowData> rows(RowRecipe recipe, TypeInformation<RowData> type, WatermarkStrategy<RowData> watermarks) {
        plan.takeGood(recipe, type, watermarks);
        return only("rows", type, row -> !(row instanceof BadRow));
    }

    /**
     * The rows with what {@code late} says of each. Every reader's rows and watermarks go to every judge of lateness: one
     * that hears of some partitions only would be ahead of the window, or behind it, as soon as others have no records.
     *
     * @param before type of the rows without it
     * @param after type with it
     */
    DataStream<RowData> rows(
            RowRecipe recipe,
            TypeInformation<RowData> before,
            WatermarkStrategy<RowData> watermarks,
            LateRowsOperator late,
            TypeInformation<RowData> after) {
        plan.takeGood(recipe, before, watermarks);
        DataStream<RowData> rows = only("rows", plan.type(), row -> !(row instanceof BadRow));
        DataStream<RowData> spread = rows.getParallelism() > 1 ? rows.rebalance() : rows;
        return spread.transform("late rows of " + plan.reading().topic(), after, late)
                .uid(uid + "-late");
    }

    DataStream<RowData> badRecords() {
        plan.takeBad();
        return only("bad records", BadRecordsSource.TYPE, row -> row instanceof BadRow);
    }

    private SingleOutputStreamOperator<RowData> only(String what, TypeInformation<RowData> type, Selection.Test test) {
        return stream.transform(what + " of " + plan.reading().topic(), type, new Selection(test));
    }
}
