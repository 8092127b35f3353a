package dev.tidewater.engine.sql;

import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.table.api.CompiledPlan;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;

/**
 * Script to compiled plan, in this process: every statement is given to Flink's planner in order, the INSERTs become one
 * statement set. Tables that the script creates in the lake are created by that, and stay if it then turns out to be
 * broken: {@link LakeTables} takes them back.
 */
public final class PipelineCompiler {
    private static final Set<Kind> ALLOWED = EnumSet.of(
            Kind.SET,
            Kind.RESET,
            Kind.CREATE_TABLE,
            Kind.CREATE_VIEW,
            Kind.CREATE_CATALOG,
            Kind.CREATE_DATABASE,
            Kind.CREATE_FUNCTION,
            Kind.USE,
            Kind.INSERT);
    private static final Set<Kind> PREAMBLE = EnumSet.of(Kind.CREATE_CATALOG, Kind.CREATE_FUNCTION);

    private final SessionConfig config;
    private final HostMapping hosts;
    private final Optional<Namespace> namespace;

    public PipelineCompiler(SessionConfig config, HostMapping hosts) {
        this(config, hosts, Optional.empty());
    }

    /** One whose pipelines connect topics and tables of a namespace only, whatever they name. */
    public PipelineCompiler(SessionConfig config, HostMapping hosts, Namespace namespace) {
        this(config.in(namespace), hosts, Optional.of(namespace));
    }

    private PipelineCompiler(SessionConfig config, HostMapping hosts, Optional<Namespace> namespace) {
        this.config = config;
        this.hosts = hosts;
        this.namespace = namespace;
    }

    /**
     * @param pipeline its name, by which what it leaves in the lake is known
     * @throws TidewaterException (BROKEN_SCRIPT) with findings that point into the script
     */
    public CompiledPipeline compile(String pipeline, SqlScript script) {
        List<Finding> refused = new ArrayList<>(script.findings());
        refused.addAll(refusals(script));
        namespace.ifPresent(own ->
                script.statements().forEach(statement -> own.fault(statement).ifPresent(refused::add)));
        try (ScriptFunctions functions = ScriptFunctions.kept(config.functions(), script)) {
            script.statements().forEach(statement -> functions.fault(statement).ifPresent(refused::add));
            if (!refused.isEmpty()) {
                throw Planning.broken(script.file(), refused);
            }
            UserClasses classes = functions.classes();
            return classes.inFlink(
                    () -> compile(Session.streaming(config, classes), pipeline, script, functions.jars()));
        }
    }

    /**
     * Performs statements of a script that create something, in order.
     *
     * @throws TidewaterException (BROKEN_SCRIPT) with findings that point into the script
     */
    public void create(SqlScript script, List<SqlStatement> statements) {
        Session.inFlink(() -> {
            TableEnvironment environment = Session.streaming(config, UserClasses.none());
            StatementSet none = environment.createStatementSet();
            statements.forEach(statement -> perform(environment, none, script, mapped(environment, statement)));
            return statements.size();
        });
    }

    private CompiledPipeline compile(
            TableEnvironment environment, String pipeline, SqlScript script, List<FunctionJar> functions) {
        Map<String, String> before = environment.getConfig().getConfiguration().toMap();
        StatementSet inserts = environment.createStatementSet();
        List<SqlStatement> added = new ArrayList<>();
        List<String> preamble = new ArrayList<>();
        LateRows late = new LateRows(environment, pipeline);
        for (SqlStatement written : script.statements()) {
            SqlStatement statement = perform(environment, inserts, script, late.divert(mapped(environment, written)));
            late.accepted(statement);
            if (statement.kind() == Kind.INSERT) {
                added.add(statement);
            }
            if (PREAMBLE.contains(statement.kind())) {
                preamble.add(statement.text());
            }
        }
        String plan = plan(environment, inserts, added, script);
        DeadLetters deadLetters = new DeadLetters(new PlanReader(plan).sources(), pipeline);
        if (!deadLetters.isEmpty() || !late.isEmpty()) {
            deadLetters.tables().forEach(environment::executeSql);
            List<String> more = new ArrayList<>(late.inserts());
            more.addAll(deadLetters.inserts());
            plan = plan(environment, with(environment, added, more), added, script);
        }
        PlanReader reader = new PlanReader(plan);
        refuseEqualSinks(reader, added, script);
        Map<String, String> after = environment.getConfig().getConfiguration().toMap();
        Map<String, String> options = changes(before, after);
        options.putAll(ObjectReuse.options(plan, preamble, after));
        return new CompiledPipeline(
                plan,
                options,
                preamble,
                identity(script, functions),
                reader.sources(),
                reader.sinks(),
                late.warnings(),
                functions);
    }

    /** As {@link FunctionFolder#identity}, with the jars that were compiled with. */
    private static List<String> identity(SqlScript script, List<FunctionJar> functions) {
        List<String> identity = new ArrayList<>(script.normalised());
        functions.forEach(jar -> identity.add(jar.mark()));
        return identity;
    }

    private SqlStatement mapped(TableEnvironment environment, SqlStatement written) {
        SqlStatement statement = ScriptFunctions.forSession(
                hosts.apply(written),
                String.valueOf(environment.getCurrentCatalog()),
                String.valueOf(environment.getCurrentDatabase()));
        return namespace.map(own -> own.apply(statement)).orElse(statement);
    }

    /** What is added comes last: the statements of the script keep their places in the plan. */
    private static StatementSet with(TableEnvironment environment, List<SqlStatement> written, List<String> more) {
        StatementSet all = environment.createStatementSet();
        written.forEach(insert -> all.addInsertSql(insert.text()));
        more.forEach(all::addInsertSql);
        return all;
    }

    /** Returns the statement with names of topics in full. */
    private static SqlStatement perform(
            TableEnvironment environment, StatementSet inserts, SqlScript script, SqlStatement written) {
        SqlStatement statement =
                written.kind() == Kind.INSERT ? TopicNames.resolveTarget(environment, written) : written;
        while (true) {
            try {
                if (statement.kind() == Kind.INSERT) {
                    inserts.addInsertSql(statement.text());
                } else if (statement.setting().isPresent()) {
                    set(environment, statement.kind(), statement.setting().get());
                } else {
                    environment.executeSql(statement.text());
                }
                return statement;
            } catch (Exception | LinkageError e) {
                // Code of the user's runs here: what its classes lack is found out only then.
                Optional<SqlStatement> resolved = TopicNames.resolve(environment, statement, e);
                if (resolved.isEmpty()) {
                    throw Planning.failure(environment, script, statement, e);
                }
                statement = resolved.get();
            }
        }
    }

    /** A table environment refuses SET as a statement: it is the SQL client's. */
    private static void set(TableEnvironment environment, Kind kind, SqlSetting setting) {
        if (kind == Kind.SET) {
            environment.getConfig().set(setting.key(), setting.value());
        } else {
            environment.getConfig().getConfiguration().removeKey(setting.key());
        }
    }

    private static String plan(
            TableEnvironment environment, StatementSet inserts, List<SqlStatement> added, SqlScript script) {
        try {
            CompiledPlan plan = inserts.compilePlan();
            return plan.asJsonString();
        } catch (Exception | LinkageError e) {
            throw Planning.failure(environment, script, culprit(environment, added), e);
        }
    }

    /** The optimiser sees all INSERTs at once and names none: the first that does not plan alone is the one. */
    private static SqlStatement culprit(TableEnvironment environment, List<SqlStatement> inserts) {
        for (SqlStatement insert : inserts) {
            try {
                environment.explainSql(insert.text(), ExplainDetail.CHANGELOG_MODE);
            } catch (RuntimeException | LinkageError e) {
                return insert;
            }
        }
        return inserts.get(inserts.size() - 1);
    }

    /** Flink makes one sink of INSERTs that fill the same columns of a table; of others it makes two, and runs neither. */
    private static void refuseEqualSinks(PlanReader plan, List<SqlStatement> inserts, SqlScript script) {
        List<Finding> findings = plan.tablesOfEqualSinks().stream()
                .map(table -> {
                    String name = table.substring(table.lastIndexOf('.') + 1);
                    SqlPosition place = inserts.stream()
                            .filter(insert -> insert.text().contains(name))
                            .reduce((first, second) -> second)
                            .map(SqlStatement::start)
                            .orElseGet(() -> inserts.get(inserts.size() - 1).start());
                    return new Finding(
                            "equal-sinks",
                            Finding.Level.ERROR,
                            script.file(),
                            place.line(),
                            place.column(),
                            "several INSERTs write to table \"" + table
                                    + "\", each other columns or with other options,"
                                    + " and their sinks could not be told apart in a savepoint",
                            "let all of them fill the same columns; or give each but one a name: INSERT INTO " + table
                                    + " /*+ OPTIONS('uid-suffix' = 'second') */ ...");
                })
                .toList();
        if (!findings.isEmpty()) {
            throw Planning.broken(script.file(), findings);
        }
    }

    /** Statements that a pipeline cannot have, and the lack of those that it must have. */
    public static List<Finding> refusals(SqlScript script) {
        List<Finding> findings = new ArrayList<>();
        for (SqlStatement statement : script.statements()) {
            if (!ALLOWED.contains(statement.kind())) {
                findings.add(new Finding(
                        "statement-not-allowed",
                        Finding.Level.ERROR,
                        script.file(),
                        statement.start().line(),
                        statement.start().column(),
                        "a pipeline has no use for this statement",
                        statement.kind() == Kind.SELECT
                                ? "write its rows somewhere with INSERT INTO, or ask once with: tidewater query"
                                : "a pipeline consists of SET, CREATE, USE and INSERT INTO"));
            }
        }
        if (script.findings().isEmpty()
                && script.statements().stream().noneMatch(statement -> statement.kind() == Kind.INSERT)) {
            findings.add(new Finding(
                    "no-insert",
                    Finding.Level.ERROR,
                    script.file(),
                    0,
                    0,
                    "the script has no INSERT INTO, so it would do nothing",
                    "say what to write: INSERT INTO lake.db.t SELECT ..."));
        }
        return findings;
    }

    private static Map<String, String> changes(Map<String, String> before, Map<String, String> after) {
        Map<String, String> changes = new TreeMap<>(after);
        changes.entrySet().removeAll(before.entrySet());
        return changes;
    }
}
