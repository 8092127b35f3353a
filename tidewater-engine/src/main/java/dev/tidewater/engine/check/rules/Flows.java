package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedInsert.Scan;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.sql.TableFacts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.util.TimeUtils;

/** What several rules ask of the rows that flow into an operator. */
final class Flows {
    /** What these keep, and give, are rows of a table: one for each key. */
    private static final Set<String> TABLES =
            Set.of("GroupAggregate", "GlobalGroupAggregate", "ChangelogNormalize", "Rank", "Deduplicate", "Values");

    private Flows() {}

    /** Whether ever more rows come that are never taken back: from a stream, not from a table that changes. */
    static boolean grow(CheckedInsert insert, PlanNode node) {
        if (node.is("TableSourceScan")) {
            return !node.updates()
                    && insert.scans().stream()
                            .filter(scan -> scan.node().equals(node))
                            .allMatch(scan -> isUnbounded(scan.table()));
        }
        return !TABLES.contains(node.kind()) && node.inputs().stream().anyMatch(input -> grow(insert, input));
    }

    static boolean isUnbounded(TableFacts table) {
        return switch (table.connector()) {
            case "iceberg" -> table.option("streaming").orElse("false").equalsIgnoreCase("true");
            case "kafka" ->
                table.option("scan.bounded.mode").orElse("unbounded").equals("unbounded");
            case "datagen" -> table.option("number-of-rows").isEmpty();
            case "filesystem" -> table.option("source.monitor-interval").isPresent();
            default -> true;
        };
    }

    /** The tables that are read below it, each once. */
    static List<TableFacts> tables(CheckedInsert insert, PlanNode node) {
        Set<PlanNode> scans = node.all("TableSourceScan").collect(Collectors.toSet());
        return insert.scans().stream()
                .filter(scan -> scans.contains(scan.node()))
                .map(Scan::table)
                .distinct()
                .toList();
    }

    /** Their names in quotes, for messages. */
    static String names(CheckedInsert insert, PlanNode node) {
        List<String> names = tables(insert, node).stream()
                .map(table -> "\"" + table.shown() + "\"")
                .distinct()
                .toList();
        if (names.isEmpty()) {
            return "its input";
        }
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }

    /** Whether state of an operator ends: by the configuration, or by a hint. @param side {@code LEFT=} or {@code RIGHT=}, empty for its only input */
    static boolean hasTtl(CheckedInsert insert, PlanNode node, String side) {
        String hints = node.attribute("stateTtlHints");
        return !hints.isEmpty() && hints.contains(side)
                || insert.statement()
                        .setting("table.exec.state.ttl")
                        .map(TimeUtils::parseDuration)
                        .filter(ttl -> ttl.compareTo(Duration.ZERO) > 0)
                        .isPresent();
    }
}
