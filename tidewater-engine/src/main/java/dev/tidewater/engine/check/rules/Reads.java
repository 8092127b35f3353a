package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Fix;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.sql.TableFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Kafka's tables that the INSERTs of a script read, in the order of the INSERTs. */
final class Reads {
    private Reads() {}

    /**
     * A table that an INSERT reads.
     *
     * @param create the statement of the script that creates it
     */
    record Read(CheckedInsert insert, PlanNode node, TableFacts table, Optional<CheckedStatement> create) {
        /** The key of an option, in a hint or in the CREATE TABLE; its WITH if it has no such option. */
        Place option(String key) {
            return Stream.concat(insert.texts().stream(), create.stream())
                    .flatMap(statement -> Options.key(statement, key).stream())
                    .findFirst()
                    .or(() -> create.map(CheckedStatement::with))
                    .orElseGet(() -> insert.statement().target());
        }

        Optional<Fix> adding(String key, String value) {
            return create.flatMap(statement -> Options.adding(statement, Map.of(key, value)));
        }

        /** Whether the query looks at a column; so if it cannot be told. Kafka gives all columns, what reads them takes its own. */
        boolean uses(String column) {
            Pattern name = Pattern.compile("(?<![\\w.])" + Pattern.quote(column) + "(?!\\w)");
            return insert.plan()
                    .all()
                    .filter(reader -> reader.inputs().contains(node))
                    .anyMatch(reader -> !reader.is("Calc")
                            || name.matcher(reader.attribute("select") + " " + reader.attribute("where"))
                                    .find());
        }

        String topic() {
            return table.option("topic").orElse(table.name());
        }
    }

    static List<Read> ofKafka(CheckedScript script) {
        List<Read> reads = new ArrayList<>();
        for (CheckedInsert insert : script.inserts()) {
            for (CheckedInsert.Scan scan : insert.scans()) {
                if (Tables.isKafka(scan.table())) {
                    reads.add(new Read(insert, scan.node(), scan.table(), script.creating(scan.table())));
                }
            }
        }
        return reads;
    }
}
