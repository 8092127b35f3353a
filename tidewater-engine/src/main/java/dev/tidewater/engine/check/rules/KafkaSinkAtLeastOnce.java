package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.model.Finding.Level;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.util.TimeUtils;

/**
 * After a restart Flink writes again what it wrote since the last checkpoint. A topic that is keyed takes that; a log does not.
 * Transactions mend it, unless Kafka ends them before the checkpoint does.
 */
final class KafkaSinkAtLeastOnce implements Rule {
    private static final String GUARANTEE = "sink.delivery-guarantee";
    private static final String TIMEOUT = "properties.transaction.timeout.ms";

    @Override
    public String id() {
        return "kafka-sink-at-least-once";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            TableFacts target = insert.target();
            // Changes of keyed rows are written again in their order, and end where they ended before.
            boolean changes = insert.plan().inputs().stream().anyMatch(PlanNode::updates);
            if (target.connector().equals("kafka") && !changes && !Tables.isWrittenExactlyOnce(target)) {
                repeated(insert, target.option(GUARANTEE).orElse("").equals("none"), findings);
            } else if (Tables.isWrittenExactlyOnce(target)) {
                cutShort(insert, findings);
            }
        }
    }

    private static void repeated(CheckedInsert insert, boolean mayLose, Findings findings) {
        String topic = "topic \"" + insert.target().option("topic").orElse("") + "\"";
        findings.add(
                insert.statement().target(),
                mayLose
                        ? "each restart may lose rows of " + topic + ", or write them twice"
                        : "each restart writes rows to " + topic
                                + " that it has already: all since the last checkpoint",
                "add '" + GUARANTEE + "' = 'exactly-once', 'sink.transactional-id-prefix' = '"
                        + insert.target().name() + "' and '" + TIMEOUT
                        + "', above the time between checkpoints and at most the 15 minutes that brokers allow; readers need"
                        + " isolation.level = read_committed");
    }

    private static void cutShort(CheckedInsert insert, Findings findings) {
        Optional<Duration> timeout = insert.target()
                .option(TIMEOUT)
                .filter(value -> value.matches("\\d{1,15}"))
                .map(value -> Duration.ofMillis(Long.parseLong(value)));
        Optional<Duration> interval =
                insert.statement().setting("execution.checkpointing.interval").map(TimeUtils::parseDuration);
        if (timeout.isPresent() && interval.isPresent() && timeout.get().compareTo(interval.get()) <= 0) {
            findings.add(
                    insert.statement().target(),
                    "Kafka ends a transaction of " + insert.target().shown() + " after "
                            + timeout.get().toMillis()
                            + " ms, before the checkpoint that would commit it, and its rows are lost",
                    "let '" + TIMEOUT + "' be above the " + interval.get().toMillis()
                            + " ms between checkpoints and the time of a recovery");
        }
    }
}
