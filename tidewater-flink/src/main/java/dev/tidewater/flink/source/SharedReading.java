package dev.tidewater.flink.source;

import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.data.RowData;

/** One reader of a topic for two tables of a job: the one of its rows and the one of its bad records. */
final class SharedReading {
    private static final SharedInJob<Reading, SharedReading> BY_JOB = new SharedInJob<>();

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

    /** The reader that a job has for a topic. Its state is found by the topic's name, whatever else the job reads. */
    static SharedReading in(StreamExecutionEnvironment environment, Reading reading, RowRecipe recipe) {
        return BY_JOB.of(
                environment,
                reading,
                other -> other.topic().equals(reading.topic()),
                number -> new SharedReading(environment, reading, recipe, "topic-" + reading.topic() + "-" + number));
    }

    /** One whose rows nobody has taken yet. */
    static SharedReading forRows(
            StreamExecutionEnvironment environment, ProviderContext provider, Reading reading, RowRecipe recipe) {
        SharedReading shared = in(environment, reading, recipe);
        return shared.plan.wantsGood() ? shared.again(environment, recipe, provider.generateUid("topic")) : shared;
    }

    /** Another reader of the same, for a second table of rows in a job. */
    private SharedReading again(StreamExecutionEnvironment environment, RowRecipe recipe, Optional<String> uid) {
        return new SharedReading(
                environment,
                plan.reading(),
                recipe,
                uid.orElse("topic-" + plan.reading().topic() + "-again"));
    }

    DataStream<RowData> rows(RowRecipe recipe, TypeInformation<RowData> type, WatermarkStrategy<RowData> watermarks) {
        plan.takeGood(recipe, type, watermarks);
        return only("rows", type, row -> !(row instanceof BadRow));
    }

    /** To be told of what rows {@link #judged} are made. */
    void takeRecords(RowRecipe recipe, TypeInformation<RowData> type, WatermarkStrategy<RowData> watermarks) {
        plan.takeRecords(recipe, type, watermarks);
    }

    /**
     * The rows, each with its record, parted by {@code late}. Every reader's rows and watermarks go to every judge of
     * lateness: one that hears of some partitions only would be ahead of the window, or behind it, as soon as others have no
     * records.
     */
    SingleOutputStreamOperator<RowData> judged(LateRowsOperator late) {
        DataStream<RowData> rows = only("rows", plan.type(), row -> !(row instanceof BadRow));
        DataStream<RowData> spread = rows.getParallelism() > 1 ? rows.rebalance() : rows;
        return spread.transform("late rows of " + plan.reading().topic(), plan.type(), late)
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
