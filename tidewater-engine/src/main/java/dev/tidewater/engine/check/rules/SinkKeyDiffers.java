package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.TableFacts.ColumnFacts;
import dev.tidewater.model.Finding.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rows that the query tells apart have one key in the table. So that the right one of them stays Flink keeps them all. It
 * does the same where only the order of changes may be lost; that is no fault, and the keys tell the two apart.
 */
final class SinkKeyDiffers implements Rule {
    @Override
    public String id() {
        return "sink-key-differs";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            boolean isOfWindow = insert.plan()
                    .all()
                    .anyMatch(node -> Windows.isGroupAggregate(node)
                            && !Windows.bounds(node).isEmpty());
            if (insert.plan().attribute("upsertMaterialize").equals("true") && !isOfWindow) {
                differing(insert).ifPresent(key -> report(insert, key, findings));
            }
        }
    }

    private static void report(CheckedInsert insert, Set<String> queryKey, Findings findings) {
        String key = String.join(", ", insert.target().primaryKey());
        String wanted = String.join(
                ", ",
                queryKey.stream()
                        .map(name -> name.replace(Keys.LOST, ""))
                        .sorted()
                        .toList());
        findings.add(
                insert.statement().target(),
                "\"" + insert.target().shown() + "\" has the key (" + key + "), but the query gives a row for each "
                        + wanted + ": of those with the same " + key
                        + " one stays, and the job keeps all of them for ever to know which",
                "give the table the key of the query, PRIMARY KEY (" + wanted + "), or aggregate once more by (" + key
                        + ") before the rows are written");
    }

    /** A key of the query of which the table's key has not all columns; nothing if it has all of one, or none is known. */
    private static Optional<Set<String>> differing(CheckedInsert insert) {
        PlanNode query = insert.plan().inputs().get(0);
        List<String> given = Columns.of(query);
        List<String> columns = insert.target().columns().stream()
                .filter(column -> column.kind() != ColumnFacts.Kind.COMPUTED)
                .map(ColumnFacts::name)
                .toList();
        if (given.size() != columns.size()) {
            return Optional.empty();
        }
        Set<String> tableKey = new HashSet<>();
        insert.target().primaryKey().forEach(name -> tableKey.add(given.get(columns.indexOf(name))));
        Set<Set<String>> keys = Keys.of(insert, query);
        return keys.stream().anyMatch(tableKey::containsAll)
                ? Optional.empty()
                : keys.stream().findFirst();
    }
}
