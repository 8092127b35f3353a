package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.engine.sql.Namespace;
import dev.tidewater.engine.sql.PipelineCompiler;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.sql.SqlStatement;
import dev.tidewater.engine.sql.SqlToken;
import dev.tidewater.engine.sql.TopicTable;
import dev.tidewater.engine.tables.LakeTable;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.data.Record;

/**
 * Lake tables that a pipeline reads: made for one run of a case as they are outside, or as another pipeline of the project
 * would make them, with the rows that the case gives.
 */
final class CaseTables {
    private static final String LAKE = "lake.";
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private final TestStack stack;
    private final TestFile file;
    private final TestCase testCase;
    private final Namespace namespace;
    private final List<Finding> findings;
    private final Map<String, String> definitions = new TreeMap<>();

    /** @param findings takes what is wrong with rows and names */
    CaseTables(TestStack stack, TestFile file, TestCase testCase, Namespace namespace, List<Finding> findings) {
        this.stack = stack;
        this.file = file;
        this.testCase = testCase;
        this.namespace = namespace;
        this.findings = findings;
    }

    /** Whether what a case gives rows of is a lake table and no topic. */
    static boolean isTable(String name) {
        return name.startsWith(LAKE) && name.indexOf('.', LAKE.length()) > 0;
    }

    /** How those that were made are defined: what the planner sees of them. */
    Map<String, String> definitions() {
        return Map.copyOf(definitions);
    }

    /**
     * Makes what the script reads and does not create itself.
     *
     * @param others scripts of the project's other pipelines
     */
    void prepare(SqlScript script, List<SqlScript> others, PipelineCompiler compiler) {
        Map<String, Mark> given = new LinkedHashMap<>();
        testCase.steps()
                .forEach(step -> step.marks().forEach((name, mark) -> {
                    if (isTable(name)) {
                        given.putIfAbsent(name, mark);
                    }
                }));
        Set<String> all = new LinkedHashSet<>(given.keySet());
        all.addAll(named(script));
        for (String name : all) {
            List<String> path = path(name);
            if (creation(script, path).isPresent()) {
                continue;
            }
            Optional<String> made = stack.namespaces()
                    .copy(path, namespace.token())
                    .map(definition -> definition.toString())
                    .or(() -> others.stream()
                            .filter(other -> creation(other, path).isPresent())
                            .findFirst()
                            .map(other -> create(other, path, compiler)));
            if (made.isPresent()) {
                definitions.put(name, made.get());
            } else if (given.containsKey(name)) {
                findings.add(given.get(name)
                        .error(
                                "there is no table \"" + name + "\", and no pipeline of the project creates it",
                                "create it once, or in a pipeline: CREATE TABLE IF NOT EXISTS " + name + " (…)"));
            }
        }
    }

    private static List<String> path(String name) {
        String path = name.substring(LAKE.length());
        int dot = path.lastIndexOf('.');
        List<String> parts = new ArrayList<>(List.of(path.substring(0, dot).split("\\.")));
        parts.add(path.substring(dot + 1));
        return parts;
    }

    /** What the script calls {@code lake.database.table}. */
    private static Set<String> named(SqlScript script) {
        Set<String> names = new LinkedHashSet<>();
        for (SqlStatement statement : script.statements()) {
            if (statement.kind() == SqlStatement.Kind.CREATE_TABLE) {
                continue;
            }
            List<SqlToken> tokens = statement.tokens();
            for (int i = 0; i + 4 < tokens.size(); i++) {
                if (tokens.get(i).isName()
                        && tokens.get(i).value().equals("lake")
                        && tokens.get(i + 1).value().equals(".")
                        && tokens.get(i + 3).value().equals(".")) {
                    names.add(LAKE + tokens.get(i + 2).value() + "."
                            + tokens.get(i + 4).value());
                }
            }
        }
        return names;
    }

    private static Optional<SqlStatement> creation(SqlScript script, List<String> path) {
        List<String> full = new ArrayList<>(List.of("lake", String.join(".", path.subList(0, path.size() - 1))));
        full.add(path.get(path.size() - 1));
        return script.statements().stream()
                .filter(statement -> statement.kind() == SqlStatement.Kind.CREATE_TABLE)
                .filter(statement -> {
                    List<String> created = statement.createdPath();
                    return !created.isEmpty()
                            && created.size() <= full.size()
                            && full.subList(full.size() - created.size(), full.size())
                                    .equals(created)
                            // A name alone may be that of a table of Flink's own catalog.
                            && (created.size() > 1 || !statement.text().contains("'connector'"));
                })
                .findFirst();
    }

    private static String create(SqlScript other, List<String> path, PipelineCompiler compiler) {
        SqlStatement table = creation(other, path).orElseThrow();
        List<SqlStatement> statements = other.statements().stream()
                .filter(statement -> statement.kind() == SqlStatement.Kind.CREATE_DATABASE
                        || statement.kind() == SqlStatement.Kind.USE
                        || statement == table)
                .toList();
        compiler.create(other, statements);
        return table.text();
    }

    /** Rows of each step, by table. To be called when all tables are there. */
    List<Map<String, List<Record>>> rows(CompiledPipeline pipeline) {
        Map<String, ConnectedTable> read = pipeline.sources().stream()
                .filter(table -> table.identifier().startsWith(LAKE))
                .collect(Collectors.toMap(ConnectedTable::identifier, table -> table, (one, other) -> one));
        List<Map<String, List<Record>>> steps = new ArrayList<>();
        for (Step step : testCase.steps()) {
            Map<String, List<Record>> rows = new LinkedHashMap<>();
            step.rows().forEach((name, given) -> {
                if (isTable(name)
                        && isRead(name, step.marks().getOrDefault(name, testCase.mark()), read, steps.size())) {
                    table(name).ifPresent(table -> rows.put(name, records(name, table, given)));
                }
            });
            steps.add(rows);
        }
        return steps;
    }

    private boolean isRead(String name, Mark mark, Map<String, ConnectedTable> read, int step) {
        ConnectedTable table = read.get(name);
        if (table == null) {
            findings.add(mark.error(
                    "pipeline \"" + file.pipelineName() + "\" does not read table \"" + name + "\"",
                    Nearest.to(name, read.keySet())
                            .map(near -> "did you mean \"" + near + "\"?")
                            .orElse("it reads: " + String.join(", ", read.keySet()))));
            return false;
        }
        if (table.options().getOrDefault("streaming", "false").equals("true")) {
            findings.add(mark.error(
                    "table \"" + name
                            + "\" is read for ever ('streaming' = 'true'), and no test can tell when its rows are"
                            + " through",
                    "test what follows with a pipeline that reads it once"));
            return false;
        }
        if (step > 0) {
            findings.add(mark.error(
                    "table \"" + name + "\" is read when the pipeline starts: what a later step adds would not be seen",
                    "give its rows in the first step"));
            return false;
        }
        return true;
    }

    private Optional<LakeTable> table(String name) {
        List<String> path = path(name);
        String database = String.join(".", path.subList(0, path.size() - 1));
        return stack.lake().table(namespace.database(database), path.get(path.size() - 1));
    }

    private List<Record> records(String name, LakeTable table, List<GivenRow> rows) {
        Map<String, String> types = table.columns();
        List<TopicTable.Column> columns = table.schema().columns().stream()
                .map(field -> LakeCells.column(field, types.getOrDefault(field.name(), "?")))
                .toList();
        List<Record> records = new ArrayList<>();
        for (GivenRow row : rows) {
            int before = findings.size();
            ObjectNode fitted = fitted(name, row, columns);
            if (findings.size() == before) {
                try {
                    records.add(LakeCells.record(table.schema().asStruct(), fitted));
                } catch (IllegalArgumentException e) {
                    findings.add(row.mark().error(String.valueOf(e.getMessage()), ""));
                }
            }
        }
        return records;
    }

    private ObjectNode fitted(String name, GivenRow row, List<TopicTable.Column> columns) {
        ObjectNode fitted = NODES.objectNode();
        if (!row.value().isObject()) {
            findings.add(row.mark().error("a row of a table is a map of columns", "write for example - {id: 1}"));
            return fitted;
        }
        List<String> names = columns.stream().map(TopicTable.Column::name).toList();
        row.value().properties().forEach(field -> {
            if (!names.contains(field.getKey())) {
                findings.add(row.markOf(field.getKey())
                        .error(
                                "table \"" + name + "\" has no column \"" + field.getKey() + "\"",
                                Nearest.to(field.getKey(), names)
                                        .map(near -> "did you mean \"" + near + "\"?")
                                        .orElse("it has: " + String.join(", ", names))));
            }
        });
        for (TopicTable.Column column : columns) {
            JsonNode value = row.value().path(column.name());
            try {
                fitted.set(column.name(), Fit.to(column.type(), value));
            } catch (IllegalArgumentException e) {
                findings.add(row.markOf(column.name()).error("column \"" + column.name() + "\" " + e.getMessage(), ""));
            }
        }
        return fitted;
    }

    /** Commits the rows of a step. */
    void append(Map<String, List<Record>> rows) {
        rows.forEach((name, records) -> {
            if (!records.isEmpty()) {
                table(name).ifPresent(table -> table.append(records));
            }
        });
    }
}
