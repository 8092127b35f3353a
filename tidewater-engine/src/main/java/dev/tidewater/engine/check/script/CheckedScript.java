package dev.tidewater.engine.check.script;

import dev.tidewater.engine.sql.DryRun;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.model.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlIdentifier;

/**
 * A script that was given to Flink's planner, statement by statement.
 *
 * @param statements all of them, in order
 * @param inserts those INSERTs that were planned
 * @param created tables and views that the script creates, by catalog, database and name with dots between
 * @param refused what Flink says of statements that it did not take
 * @param session for what else is to be known of tables
 */
public record CheckedScript(
        SqlScript source,
        List<CheckedStatement> statements,
        List<CheckedInsert> inserts,
        Map<String, CheckedStatement> created,
        List<Finding> refused,
        DryRun session) {
    private static final Pattern OPTIONS_HINT = Pattern.compile("OPTIONS options:\\{([^}]*)}");

    public CheckedScript {
        statements = List.copyOf(statements);
        inserts = List.copyOf(inserts);
        created = Map.copyOf(created);
        refused = List.copyOf(refused);
    }

    /** Gives every statement to the planner, those after one that is refused as well. */
    public static CheckedScript of(SqlScript script, DryRun session) {
        List<CheckedStatement> statements = new ArrayList<>();
        List<CheckedInsert> inserts = new ArrayList<>();
        Map<String, CheckedStatement> created = new LinkedHashMap<>();
        List<Finding> refused = new ArrayList<>();
        script.statements().forEach(statement -> {
            var tree = SqlTrees.parse(statement.original());
            String catalog = session.currentCatalog();
            String database = session.currentDatabase();
            Map<String, String> settings = session.settings();
            if (statement.kind() == Kind.INSERT) {
                DryRun.Planned planned = session.plan(statement);
                planned.refusal().ifPresent(refused::add);
                boolean accepted = planned.explained().isPresent();
                CheckedStatement checked = new CheckedStatement(statement, tree, catalog, database, settings, accepted);
                statements.add(checked);
                if (accepted) {
                    inserts.add(insert(checked, planned, created, session));
                }
            } else {
                Optional<Finding> refusal = session.perform(statement);
                refusal.ifPresent(refused::add);
                CheckedStatement checked =
                        new CheckedStatement(statement, tree, catalog, database, settings, refusal.isEmpty());
                statements.add(checked);
                if (checked.is(Kind.CREATE_TABLE) || checked.is(Kind.CREATE_VIEW)) {
                    created.put(full(checked, statement.createdPath()), checked);
                }
            }
        });
        return new CheckedScript(script, statements, inserts, created, refused, session);
    }

    public Stream<CheckedStatement> statements(Kind kind) {
        return statements.stream().filter(statement -> statement.is(kind));
    }

    /** The statement of the script that creates a table. */
    public Optional<CheckedStatement> creating(TableFacts table) {
        return Optional.ofNullable(created.get(String.join(".", table.path())));
    }

    /** What a CREATE TABLE made, if it was taken. */
    public Optional<TableFacts> table(CheckedStatement createTable) {
        return createTable.accepted()
                ? session.table(List.of(
                        full(createTable, createTable.statement().createdPath()).split("\\.", 3)))
                : Optional.empty();
    }

    /** The table that a name in a statement means. */
    public Optional<TableFacts> table(CheckedStatement statement, SqlIdentifier name) {
        return session.table(List.of(full(statement, name.names).split("\\.", 3)));
    }

    private static String full(CheckedStatement statement, List<String> path) {
        return switch (path.size()) {
            case 1 -> statement.catalog() + "." + statement.database() + "." + path.get(0);
            case 2 -> statement.catalog() + "." + String.join(".", path);
            default -> String.join(".", path);
        };
    }

    private static CheckedInsert insert(
            CheckedStatement statement, DryRun.Planned planned, Map<String, CheckedStatement> created, DryRun session) {
        PlanNode plan = PlanText.read(planned.explained().orElseThrow());
        List<CheckedInsert.Scan> scans = new ArrayList<>();
        plan.all("TableSourceScan").forEach(node -> scan(node, session).ifPresent(scans::add));
        return new CheckedInsert(
                statement,
                session.table(planned.target()).orElseThrow(),
                plan,
                CompiledNode.read(planned.compiled().orElseThrow()),
                texts(statement, created),
                planned.undetermined(),
                scans);
    }

    private static Optional<CheckedInsert.Scan> scan(PlanNode node, DryRun session) {
        return session.table(node.table()).map(facts -> {
            Map<String, String> options = new LinkedHashMap<>(facts.options());
            Matcher hint = OPTIONS_HINT.matcher(node.attribute("hints"));
            if (hint.find()) {
                for (String option : hint.group(1).split(", ")) {
                    options.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
                }
            }
            return new CheckedInsert.Scan(
                    node,
                    new TableFacts(
                            facts.path(),
                            facts.columns(),
                            facts.primaryKey(),
                            facts.partitionKeys(),
                            facts.watermark(),
                            options));
        });
    }

    private static List<CheckedStatement> texts(CheckedStatement statement, Map<String, CheckedStatement> created) {
        Set<CheckedStatement> texts = new LinkedHashSet<>();
        List<CheckedStatement> next = new ArrayList<>(List.of(statement));
        while (!next.isEmpty()) {
            CheckedStatement text = next.remove(0);
            if (texts.add(text)) {
                for (SqlIdentifier name : text.all(SqlIdentifier.class)) {
                    CheckedStatement view = name.isStar() ? null : created.get(full(text, name.names));
                    if (view != null && view.is(Kind.CREATE_VIEW)) {
                        next.add(view);
                    }
                }
            }
        }
        return List.copyOf(texts);
    }
}
