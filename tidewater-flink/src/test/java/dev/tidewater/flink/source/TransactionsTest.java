package dev.tidewater.flink.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.ValidationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TransactionsTest {
    private static final Duration USUAL = Duration.ofMinutes(15);

    @Test
    void endWithTheCheckpointAndMayBeOpenForAsLongAsBrokersAllow() {
        Map<String, String> options =
                Transactions.options(Map.of("topic", "t"), "t", USUAL, session("job-1", "10 s", "10 min"));

        assertThat(options)
                .containsEntry("topic", "t")
                .containsEntry("sink.delivery-guarantee", "exactly-once")
                .containsEntry("sink.transactional-id-prefix", "tidewater-orders-t-1")
                .containsEntry("properties.transaction.timeout.ms", "900000");
    }

    @Test
    void outliveADayWhereBrokersLetThem() {
        Map<String, String> options =
                Transactions.options(Map.of(), "t", Duration.ofDays(2), session("job-2", "10 s", "10 min"));

        assertThat(options)
                .containsEntry(
                        "properties.transaction.timeout.ms",
                        Long.toString(Duration.ofHours(24)
                                .plusMinutes(10)
                                .plusSeconds(10)
                                .toMillis()));
    }

    @Test
    void areOtherOnesForEachSinkAndTheSameForTheNextJobOfThePipeline() {
        assertThat(prefix("job-3")).isEqualTo("tidewater-orders-t-1");
        assertThat(prefix("job-3")).isEqualTo("tidewater-orders-t-2");
        assertThat(prefix("job-4")).isEqualTo("tidewater-orders-t-1");
    }

    @Test
    void areRefusedIfACheckpointMayOutliveThem() {
        assertThatThrownBy(() -> Transactions.options(
                        Map.of(), "orders", Duration.ofMinutes(5), session("job-5", "10 s", "10 min")))
                .isInstanceOf(ValidationException.class)
                .hasMessage(
                        "topic \"orders\" cannot be written exactly once: a checkpoint may take 610 s, and the brokers allow"
                                + " transactions of 300 s; raise their transaction.max.timeout.ms, lower"
                                + " execution.checkpointing.timeout, or write /*+ OPTIONS('sink.delivery-guarantee' ="
                                + " 'at-least-once') */ behind the table's name");
    }

    @Test
    void areNotUsedWhereNobodyWouldCommitThemOrTheUserSaysSo() {
        Map<String, String> chosen = Map.of("sink.delivery-guarantee", "at-least-once");

        assertThat(Transactions.options(Map.of(), "t", USUAL, new Configuration()))
                .isEmpty();
        assertThat(Transactions.options(chosen, "t", USUAL, session("job-6", "10 s", "10 min")))
                .isEqualTo(chosen);
    }

    private static @Nullable String prefix(String job) {
        return Transactions.options(Map.of(), "t", USUAL, session(job, "10 s", "10 min"))
                .get("sink.transactional-id-prefix");
    }

    private static Configuration session(String job, String interval, String timeout) {
        return Configuration.fromMap(Map.of(
                "pipeline.name", "orders",
                "$internal.pipeline.job-id", job,
                "execution.checkpointing.interval", interval,
                "execution.checkpointing.timeout", timeout));
    }
}
