package dev.tidewater.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.sql.QueryResult.Completeness;
import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** Bounded answers from the lake: each a batch job on the session's cluster, planned here by a planner that stays warm. */
public final class LakeQuery {
    static final Set<Kind> ANSWERS = EnumSet.of(Kind.SELECT, Kind.SHOW, Kind.DESCRIBE, Kind.EXPLAIN);
    /** As errors call a query that stands in no file. */
    static final String SOURCE = "query";

    private final SessionConfig config;
    /** One thread for all: Calcite keeps part of a planner in a thread-local, and it is not there in another thread. */
    private final ExecutorService planner = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "lake-query");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable TableEnvironment warm;
    private @Nullable TableEnvironment warmForChanges;

    public LakeQuery(SessionConfig config) {
        this.config = config.withoutBadRecords();
    }

    /**
     * Runs one statement that answers with rows.
     *
     * @param limit most rows to return
     * @throws TidewaterException with findings if the statement is wrong; (UNREACHABLE) if the cluster, the catalog or
     *     the object store fails it
     */
    public QueryResult run(String sql, int limit) {
        try {
            return planner.submit(() -> answer(sql, limit)).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notRun(e);
        }
    }

    private QueryResult answer(String sql, int limit) {
        long began = System.nanoTime();
        SqlScript script = SqlScript.parse(SOURCE, sql);
        SqlStatement statement = MetadataTables.quote(onlyStatement(script));
        return Session.inFlink(() -> {
            TableEnvironment environment = environment();
            return collect(execute(environment, script, statement), limit, began);
        });
    }

    private TableResult execute(TableEnvironment environment, SqlScript script, SqlStatement written) {
        SqlStatement statement = written;
        while (true) {
            try {
                return environment.executeSql(statement.text());
            } catch (RuntimeException e) {
                Optional<SqlStatement> resolved = TopicNames.resolve(environment, statement, e);
                if (resolved.isEmpty()) {
                    if (environment == warm && isAboutChanges(e)) {
                        return execute(forChanges(), script, written);
                    }
                    warm = null;
                    warmForChanges = null;
                    throw Planning.isAboutTheStatement(e)
                            ? Planning.failure(environment, script, statement, e)
                            : notRun(e);
                }
                statement = resolved.get();
            }
        }
    }

    private TableEnvironment environment() {
        TableEnvironment environment = warm;
        if (environment == null) {
            environment = Session.batch(config);
            environment.useCatalog(Session.LAKE);
            warm = environment;
        }
        return environment;
    }

    /** Flink's batch mode does not read tables that change; a stream with an end does, and ends with the same rows. */
    private TableEnvironment forChanges() {
        TableEnvironment environment = warmForChanges;
        if (environment == null) {
            environment = Session.streaming(config.upToNow());
            environment.useCatalog(Session.LAKE);
            warmForChanges = environment;
        }
        return environment;
    }

    private static boolean isAboutChanges(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("INSERT-only table source")) {
                return true;
            }
        }
        return false;
    }

    private static QueryResult collect(TableResult result, int limit, long began) {
        ChangingRows rows = new ChangingRows();
        Completeness completeness = Completeness.COMPLETE;
        try (CloseableIterator<Row> answer = result.collect()) {
            while (answer.hasNext()) {
                Row row = answer.next();
                if (rows.size() >= limit && rows.onlyGrew() && row.getKind() == RowKind.INSERT) {
                    completeness = Completeness.CUT;
                    break;
                }
                rows.apply(row.getKind(), JsonValues.ofRow(row));
            }
        } catch (Exception e) {
            throw notRun(e);
        }
        List<List<JsonNode>> all = rows.rows();
        if (all.size() > limit) {
            all = all.subList(0, limit);
            completeness = Completeness.CUT;
        }
        return new QueryResult(
                result.getResolvedSchema().getColumnNames(),
                result.getResolvedSchema().getColumnDataTypes().stream()
                        .map(type -> type.getLogicalType().asSummaryString())
                        .toList(),
                all,
                completeness,
                Duration.ofNanos(System.nanoTime() - began));
    }

    private static TidewaterException notRun(Exception e) {
        return new TidewaterException(
                ErrorCode.UNREACHABLE,
                "the query could not be run: " + Planning.rootMessage(e),
                "see whether all is well, and ask again: tidewater status",
                e);
    }

    private static SqlStatement onlyStatement(SqlScript script) {
        if (!script.findings().isEmpty()) {
            throw Planning.broken(SOURCE, script.findings());
        }
        List<SqlStatement> statements = script.statements();
        if (statements.size() != 1 || !ANSWERS.contains(statements.get(0).kind())) {
            String message = statements.size() == 1
                    ? "this statement does not answer with rows"
                    : "a query is one statement, and this is " + statements.size();
            throw new TidewaterException(
                    ErrorCode.BROKEN_SCRIPT,
                    message,
                    "ask with SELECT, SHOW, DESCRIBE or EXPLAIN; pipelines are started with: tidewater run FILE.sql",
                    List.<Finding>of(),
                    null);
        }
        return statements.get(0);
    }
}
