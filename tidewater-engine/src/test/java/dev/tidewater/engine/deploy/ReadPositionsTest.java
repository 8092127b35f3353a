package dev.tidewater.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.deploy.TopicDetails.Partition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics as Flink 2.1 shows them, without the labels that nobody reads. */
class ReadPositionsTest {
    private static final String METRICS = """
            # TYPE flink_taskmanager_job_task_operator_KafkaSourceReader_topic_partition_currentOffset gauge
            %1$stopic_partition_currentOffset{partition="0",topic="orders",job_id="a",operator_id="x",subtask_index="0",} 99.0
            %1$stopic_partition_currentOffset{partition="1",topic="orders",job_id="a",operator_id="x",subtask_index="1",} -1.0
            %1$stopic_partition_currentOffset{partition="0",topic="my \\"topic\\"",job_id="b",operator_id="y",subtask_index="0",} 4.0
            %1$stopic_partition_currentOffset{partition="0",topic="my \\"topic\\"",job_id="b",operator_id="z",subtask_index="0",} 2.0
            %1$stopic_partition_committedOffset{partition="0",topic="orders",job_id="a",operator_id="x",subtask_index="0",} -1.0
            %1$sKafkaConsumer_fetch_total{job_id="a",operator_id="x",operator_name="Source:_orders_{1}_",subtask_index="%2$d",} 3.0
            jvm_memory_used_bytes{area="heap",} 1.2E7
            """;

    @Test
    void theLagIsWhatIsBehindTheLastRecordRead() {
        assertThat(lag("a", "orders", 1, new Partition(0, 0, 120))).hasValue(20L);
        assertThat(lag("b", "my \"topic\"", 1, new Partition(0, 0, 10))).hasValue(7L);
        assertThat(lag("a", "orders", 1, new Partition(0, 0, 90))).hasValue(0L);
        assertThat(lag("a", "orders", 1, new Partition(0, 110, 120))).hasValue(10L);
    }

    @Test
    void aReaderThatHasAskedAndGotNothingIsAtTheEnd() {
        assertThat(lag("a", "orders", 1, new Partition(0, 0, 120), new Partition(1, 0, 50)))
                .hasValue(20L);
        assertThat(lag("a", "orders", 0, new Partition(0, 0, 120), new Partition(1, 0, 50)))
                .isEmpty();
    }

    @Test
    void whatIsNotReadIsNotKnown() {
        assertThat(lag("c", "orders", 1, new Partition(0, 0, 120))).isEmpty();
        assertThat(lag("a", "orders", 1, new Partition(0, 0, 120), new Partition(2, 0, 5)))
                .isEmpty();
    }

    private static java.util.Optional<Long> lag(String job, String topic, int fetching, Partition... partitions) {
        String prefix = "flink_taskmanager_job_task_operator_KafkaSourceReader_";
        ReadPositions positions = ReadPositions.of(METRICS.formatted(prefix, fetching));
        return TopicObserver.lag(job, topic, List.of(partitions), positions);
    }
}
