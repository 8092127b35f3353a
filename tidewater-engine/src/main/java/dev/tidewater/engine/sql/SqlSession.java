package dev.tidewater.engine.sql;

import dev.tidewater.engine.sql.Environments.Mode;
import dev.tidewater.engine.sql.RunningAnswer.Rows;
import dev.tidewater.engine.sql.SqlAnswer.Kind;
import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** One user's session: settings, temporary tables, a current database, and the answer that is running. */
final class SqlSession implements AutoCloseable {
    private final PlannerThread planner;
    private final Environments environments;
    private final SessionMode firstMode;
    private SessionMode mode;

    private volatile @Nullable RunningAnswer running;

    SqlSession(String name, SessionConfig config, SessionMode mode) {
        this.planner = new PlannerThread("sql-" + name);
        this.environments = new Environments(config);
        this.firstMode = mode;
        this.mode = mode;
        planner.prepare(() -> environments.of(mode.plain()));
    }

    /** Performs one statement of a script; what ran before it is cancelled. */
    SqlAnswer execute(SqlScript script, int index) {
        if (!script.findings().isEmpty()) {
            throw Planning.broken(script.file(), script.findings());
        }
        cancel();
        SqlStatement statement = MetadataTables.quote(script.statements().get(index));
        return planner.call(() -> environments.inFlink(() -> perform(script, statement)));
    }

    SqlPage fetch(long cursor, Duration patience) {
        RunningAnswer answer = running;
        return answer == null ? new SqlPage(List.of(), SqlPage.State.FINISHED) : answer.fetch(cursor, patience);
    }

    void cancel() {
        RunningAnswer answer = running;
        if (answer != null) {
            answer.cancel();
        }
    }

    SqlProposals complete(String text, int cursor) {
        return planner.call(() -> SqlCompletion.of(text, cursor, new KnownNames(environments.of(mode.plain()))));
    }

    @Override
    public void close() {
        cancel();
        planner.close();
        environments.close();
    }

    private SqlAnswer perform(SqlScript script, SqlStatement statement) {
        return switch (statement.kind()) {
            case SET -> set(script, statement);
            case RESET -> reset(script, statement);
            case SELECT -> mode == SessionMode.STREAMING ? stream(script, statement) : select(script, statement);
            case INSERT, CREATE_TABLE_AS -> write(script, statement);
            case SHOW, DESCRIBE, EXPLAIN -> rows(plainly(script, statement));
            case USE -> use(script, statement);
            case CREATE_TABLE, CREATE_VIEW, CREATE_CATALOG, CREATE_DATABASE, CREATE_FUNCTION, DROP, ALTER ->
                define(script, statement);
            case OTHER -> call(script, statement);
        };
    }

    private SqlAnswer select(SqlScript script, SqlStatement statement) {
        return rows(environments.bounded(script, statement, SqlSession::run));
    }

    /** What reads nothing endless is answered whole, as a batch can sort. */
    private SqlAnswer stream(SqlScript script, SqlStatement statement) {
        Optional<TableResult> whole = environments.toItsEnd(script, statement, SqlSession::run);
        return whole.isPresent() ? rows(whole.get()) : endless(script, statement);
    }

    private SqlAnswer endless(SqlScript script, SqlStatement statement) {
        record Started(TableResult result, Kind kind) {}
        Started started = environments.in(Mode.STREAMING, script, statement, (environment, resolved) -> {
            String plan = environment.explainSql(resolved.text(), ExplainDetail.CHANGELOG_MODE);
            return new Started(run(environment, resolved), ChangelogModes.ofRoot(plan));
        });
        return answer(started.result(), started.kind(), Rows.KEPT);
    }

    /** Copies what is there now, in either mode: what goes on for ever is a pipeline. */
    private SqlAnswer write(SqlScript script, SqlStatement statement) {
        SqlStatement named = TopicNames.resolveTarget(environments.of(Mode.BATCH), statement);
        return answer(environments.bounded(script, named, SqlSession::run), Kind.JOB, Rows.DROPPED);
    }

    private SqlAnswer use(SqlScript script, SqlStatement statement) {
        plainly(script, statement);
        environments.remember(mode.plain(), script, statement);
        return done();
    }

    private SqlAnswer define(SqlScript script, SqlStatement written) {
        TableEnvironment environment = environments.of(mode.plain());
        SqlStatement statement = ScriptFunctions.forSession(
                written,
                String.valueOf(environment.getCurrentCatalog()),
                String.valueOf(environment.getCurrentDatabase()));
        environments
                .functionFault(written)
                .or(() -> Definitions.fault(statement))
                .ifPresent(finding -> {
                    throw Planning.broken(script.file(), List.of(finding));
                });
        plainly(script, statement);
        if (Definitions.isOfThisSessionOnly(statement)) {
            environments.remember(mode.plain(), script, statement);
        }
        return done();
    }

    private SqlAnswer call(SqlScript script, SqlStatement statement) {
        SqlToken first = statement.tokens().get(0);
        if (first.is("CALL")) {
            return rows(plainly(script, statement));
        }
        throw refused(
                script,
                "statement-not-allowed",
                statement,
                "the shell has no use for this statement",
                "it takes SELECT, SHOW, DESCRIBE, EXPLAIN, USE, SET, RESET, CREATE, ALTER, DROP, CALL and INSERT INTO");
    }

    private TableResult plainly(SqlScript script, SqlStatement statement) {
        SqlStatement named = TopicNames.resolveSubject(environments.of(mode.plain()), statement);
        return environments.in(mode.plain(), script, named, SqlSession::run);
    }

    private SqlAnswer set(SqlScript script, SqlStatement statement) {
        if (statement.tokens().size() == 1) {
            return settings();
        }
        SqlSetting setting = statement
                .setting()
                .filter(found -> statement.tokens().stream().anyMatch(token -> token.isSymbol('=')))
                .orElseThrow(() -> refused(
                        script,
                        "sql-syntax",
                        statement,
                        "this sets nothing",
                        "write SET 'key' = 'value'; SET alone shows what is set"));
        if (setting.key().equals(SessionMode.KEY)) {
            mode = SessionMode.of(setting.value())
                    .orElseThrow(() -> refused(
                            script,
                            "sql-option",
                            statement,
                            "\"" + setting.value() + "\" is no mode",
                            "there are batch and streaming"));
        } else {
            environments.set(setting);
        }
        return done();
    }

    private SqlAnswer reset(SqlScript script, SqlStatement statement) {
        if (statement.tokens().size() == 1) {
            mode = firstMode;
            new ArrayList<>(environments.settings().keySet()).forEach(environments::reset);
            return done();
        }
        String key = statement
                .setting()
                .map(SqlSetting::key)
                .orElseThrow(() -> refused(
                        script, "sql-syntax", statement, "this takes nothing back", "write RESET 'key', or RESET"));
        if (key.equals(SessionMode.KEY)) {
            mode = firstMode;
        } else {
            environments.reset(key);
        }
        return done();
    }

    private SqlAnswer settings() {
        Map<String, String> all = new TreeMap<>(environments.settings());
        all.put(SessionMode.KEY, mode.word());
        List<Row> rows = all.entrySet().stream()
                .map(entry -> Row.of(entry.getKey(), entry.getValue()))
                .toList();
        running = new RunningAnswer(CloseableIterator.adapterForIterator(rows.iterator()), Optional.empty(), Rows.KEPT);
        return new SqlAnswer(Kind.ROWS, List.of("key", "value"), List.of("STRING", "STRING"), place());
    }

    private static TidewaterException refused(
            SqlScript script, String rule, SqlStatement statement, String message, String hint) {
        Finding finding = statement.error(rule, statement.start(), message, hint);
        return Planning.broken(script.file(), List.of(finding));
    }

    private static TableResult run(TableEnvironment environment, SqlStatement statement) {
        return environment.executeSql(statement.text());
    }

    private SqlAnswer rows(TableResult result) {
        return answer(result, Kind.ROWS, Rows.KEPT);
    }

    private SqlAnswer answer(TableResult result, Kind kind, Rows rows) {
        running = new RunningAnswer(result.collect(), result.getJobClient(), rows);
        return kind.hasRows()
                ? new SqlAnswer(kind, result.getResolvedSchema().getColumnNames(), Statements.types(result), place())
                : new SqlAnswer(kind, List.of(), List.of(), place());
    }

    private SqlAnswer done() {
        running = null;
        return new SqlAnswer(Kind.DONE, List.of(), List.of(), place());
    }

    private String place() {
        TableEnvironment environment = environments.of(mode.plain());
        String database = environment.getCurrentDatabase();
        String catalog = String.valueOf(environment.getCurrentCatalog());
        // The lake's nominal default, which nobody has made.
        return database == null || database.equals("default") ? catalog : catalog + "." + database;
    }
}
