package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.deploy.LocalSessions;
import dev.tidewater.engine.sql.LakeQuery;
import dev.tidewater.engine.sql.Namespace;
import dev.tidewater.engine.sql.QueryResult;
import dev.tidewater.engine.tables.LakeTable;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Nearest;
import dev.tidewater.model.TidewaterException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.expressions.Expressions;

/** Reads what a case has written, and holds it against what is expected. */
final class CaseOutputs {
    private static final int MOST = 100_000;
    /** Columns that differ from run to run. */
    private static final Set<String> OF_THE_RECORD =
            Set.of("$rowtime", "$headers", "$partition", "$offset", "$timestamp");

    private final TestStack stack;
    private final Namespace namespace;
    private final List<Finding> findings;

    CaseOutputs(TestStack stack, Namespace namespace, List<Finding> findings) {
        this.stack = stack;
        this.namespace = namespace;
        this.findings = findings;
    }

    /**
     * Rows of an output.
     *
     * @param types of the columns, in order
     */
    record Rows(Map<String, String> types, List<Map<String, JsonNode>> rows) {}

    Rows read(Expectation expectation, String database, String table) {
        return expectation.sql().isPresent()
                ? query(expectation, expectation.sql().get())
                : rows(database, table);
    }

    /** What a topic's table holds: of one that is compacted, the last row of each key. */
    Rows topic(Expectation expectation, String topic) {
        if (expectation.sql().isPresent()) {
            return query(expectation, expectation.sql().get());
        }
        Rows found = query(expectation, "SELECT * FROM `kafka`.`topics`.`" + topic.replace("`", "``") + "`");
        Map<String, String> types = new LinkedHashMap<>(found.types());
        types.keySet().removeAll(OF_THE_RECORD);
        found.rows().forEach(row -> row.keySet().removeAll(OF_THE_RECORD));
        return new Rows(types, found.rows());
    }

    /** None if there is no such table. */
    Rows rows(String database, String table) {
        Optional<LakeTable> found = stack.lake().table(namespace.database(database), table);
        if (found.isEmpty()) {
            return new Rows(Map.of(), List.of());
        }
        Map<String, String> types = found.get().columns();
        List<String> columns = List.copyOf(types.keySet());
        List<Map<String, JsonNode>> rows = new ArrayList<>();
        found.get().scan(columns, Expressions.alwaysTrue(), record -> {
            Map<String, JsonNode> row = new LinkedHashMap<>();
            columns.forEach(column -> row.put(column, Cells.of(record.getField(column))));
            rows.add(row);
        });
        return new Rows(types, rows);
    }

    private Rows query(Expectation expectation, String sql) {
        try (LakeQuery query =
                new LakeQuery(LocalSessions.forQueries(stack.endpoints()).in(namespace))) {
            QueryResult result = query.run(sql, MOST);
            Map<String, String> types = new LinkedHashMap<>();
            for (int i = 0; i < result.columns().size(); i++) {
                types.put(result.columns().get(i), result.types().get(i));
            }
            List<Map<String, JsonNode>> rows = new ArrayList<>();
            for (List<JsonNode> values : result.rows()) {
                Map<String, JsonNode> row = new LinkedHashMap<>();
                for (int i = 0; i < values.size(); i++) {
                    String column = result.columns().get(i);
                    row.put(column, Fit.to(result.types().get(i), values.get(i)));
                }
                rows.add(row);
            }
            return new Rows(types, rows);
        } catch (TidewaterException e) {
            if (e.findings().isEmpty()) {
                throw e;
            }
            e.findings()
                    .forEach(finding -> findings.add(expectation
                            .mark()
                            .error("sql of \"" + expectation.output() + "\": " + finding.message(), finding.hint())));
            return new Rows(Map.of(), List.of());
        }
    }

    TableDiff compare(Expectation expectation, Rows found) {
        if (expectation.rows().isEmpty()) {
            long wanted = expectation.count().orElse(0L);
            return new TableDiff(
                    expectation.output(),
                    expectation.mark().line(),
                    wanted,
                    found.rows().size(),
                    List.of());
        }
        expectation.key().forEach(key -> requireKnown(expectation, key.value().asText(), key.mark(), found.types()));
        List<Map<String, JsonNode>> wanted = new ArrayList<>();
        for (GivenRow row : expectation.rows().get()) {
            wanted.add(wanted(expectation, row, found.types()));
        }
        return TableDiff.of(
                expectation.output(),
                expectation.mark().line(),
                expectation.key().stream().map(key -> key.value().asText()).toList(),
                wanted,
                found.rows());
    }

    private Map<String, JsonNode> wanted(Expectation expectation, GivenRow row, Map<String, String> types) {
        Map<String, JsonNode> wanted = new LinkedHashMap<>();
        if (!row.value().isObject()) {
            findings.add(row.mark().error("an expected row is a map of columns", "write for example - {id: 1}"));
        }
        row.value().properties().forEach(field -> {
            String column = field.getKey();
            if (!requireKnown(expectation, column, row.markOf(column), types)) {
                return;
            }
            try {
                // That a column may not be null says nothing of what is expected of it.
                String type = types.getOrDefault(column, "?").replace(" NOT NULL", "");
                JsonNode value = Fit.to(type, field.getValue());
                wanted.put(column, value.isContainerNode() ? Fit.tidy(value) : value);
            } catch (IllegalArgumentException e) {
                findings.add(row.markOf(column).error("column \"" + column + "\" " + e.getMessage(), ""));
            }
        });
        return wanted;
    }

    private boolean requireKnown(Expectation expectation, String column, Mark mark, Map<String, String> types) {
        if (types.containsKey(column)) {
            return true;
        }
        findings.add(mark.error(
                types.isEmpty()
                        ? "output \"" + expectation.output() + "\" does not exist: the pipeline never writes it"
                        : "output \"" + expectation.output() + "\" has no column \"" + column + "\"",
                Nearest.to(column, types.keySet())
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse(types.isEmpty() ? "" : "it has: " + String.join(", ", types.keySet()))));
        return false;
    }
}
