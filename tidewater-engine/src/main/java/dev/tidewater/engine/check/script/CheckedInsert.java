package dev.tidewater.engine.check.script;

import dev.tidewater.engine.sql.TableFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An INSERT that Flink planned.
 *
 * @param target the table that it writes
 * @param plan of this INSERT alone, from its sink
 * @param compiled the same plan with its types
 * @param texts the statement, then the views of the script that it reads, directly or through others, each once
 * @param undetermined why changes of rows can be wrong, in Flink's words, as values differ each time they are computed
 * @param scans tables that it reads, once for each time it reads them
 */
public record CheckedInsert(
        CheckedStatement statement,
        TableFacts target,
        PlanNode plan,
        CompiledNode compiled,
        List<CheckedStatement> texts,
        Optional<String> undetermined,
        List<Scan> scans) {
    /** A table that is read. @param table its options include those of hints */
    public record Scan(PlanNode node, TableFacts table) {}

    public CheckedInsert {
        texts = List.copyOf(texts);
        scans = List.copyOf(scans);
    }

    /** Operators of a kind. */
    public Stream<PlanNode> nodes(String kind) {
        return plan.all(kind);
    }
}
