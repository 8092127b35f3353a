package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.SqlTrees;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.engine.sql.TableFacts.ColumnFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlTableColumn.SqlComputedColumn;

/** What several rules ask of the columns that have watermarks. */
final class Times {
    private Times() {}

    /** @param statement that creates the table */
    record Timed(TableFacts table, ColumnFacts column, CheckedStatement statement) {
        /** What computes the column. */
        Optional<SqlNode> expression() {
            return statement.all(SqlComputedColumn.class).stream()
                    .filter(computed -> computed.getName().getSimple().equals(column.name()))
                    .findFirst()
                    .map(SqlComputedColumn::getExpr);
        }

        /** The columns that compute it; the column itself if nothing does. */
        List<ColumnFacts> origins() {
            return expression().map(this::named).orElse(List.of(column));
        }

        private List<ColumnFacts> named(SqlNode expression) {
            List<ColumnFacts> columns = new ArrayList<>();
            for (SqlIdentifier name : SqlTrees.all(expression, SqlIdentifier.class)) {
                table.column(SqlTrees.parts(name).get(0)).ifPresent(columns::add);
            }
            return columns;
        }

        /** Whether the source itself gives the time, as Kafka does for each message. */
        boolean isOfSource() {
            List<ColumnFacts> origins = origins();
            return !origins.isEmpty()
                    && origins.stream().allMatch(origin -> origin.kind() == ColumnFacts.Kind.METADATA);
        }
    }

    /** The tables of the script that are read as streams by event time, each once. */
    static List<Timed> read(CheckedScript script) {
        Map<List<String>, Timed> read = new LinkedHashMap<>();
        for (CheckedInsert insert : script.inserts()) {
            for (CheckedInsert.Scan scan : insert.scans()) {
                TableFacts table = scan.table();
                Optional<CheckedStatement> statement = script.creating(table);
                Optional<ColumnFacts> column = table.watermark().flatMap(watermark -> table.column(watermark.column()));
                if (statement.isPresent() && column.isPresent() && Flows.isUnbounded(table)) {
                    read.putIfAbsent(table.path(), new Timed(table, column.get(), statement.get()));
                }
            }
        }
        return List.copyOf(read.values());
    }
}
