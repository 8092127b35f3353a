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
import java.util.Set;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.catalog.exceptions.CatalogException;
import org.apache.flink.table.catalog.exceptions.TableNotExistException;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

/** Bounded answers from the lake: each a batch job on the session's cluster, planned here by a planner that stays warm. */
public final class LakeQuery implements AutoCloseable {
    static final Set<Kind> ANSWERS = EnumSet.of(Kind.SELECT, Kind.SHOW, Kind.DESCRIBE, Kind.EXPLAIN);
    /** As errors call a query that stands in no file. */
    static final String SOURCE = "query";

    private final PlannerThread planner = new PlannerThread("lake-query");
    private final Environments environments;

    public LakeQuery(SessionConfig config) {
        this.environments = new Environments(config);
    }

    /**
     * Runs one statement that answers with rows.
     *
     * @param limit most rows to return
     * @throws TidewaterException with findings if the statement is wrong; (UNREACHABLE) if the cluster, the catalog or
     *     the object store fails it
     */
    public QueryResult run(String sql, int limit) {
        return planner.call(() -> {
            environments.followProject();
            return environments.inFlink(() -> answer(sql, limit));
        });
    }

    /**
     * A topic as it is read.
     *
     * @throws TidewaterException (REFUSED) saying why it is no table
     */
    public TopicTable topic(String name) {
        return planner.call(() -> {
            TableEnvironment environment = environments.of(Environments.Mode.BATCH);
            ObjectPath path = new ObjectPath(TopicNames.DATABASE, name);
            try {
                Catalog topics = environment.getCatalog(TopicNames.CATALOG).orElseThrow();
                if (!topics.tableExists(path)) {
                    throw new CatalogException("a program keeps it for itself");
                }
                String comment = topics.getTable(path).getComment();
                String full = "`" + TopicNames.CATALOG + "`.`" + TopicNames.DATABASE + "`.`" + name + "`";
                List<TopicTable.Column> columns = environment.from(full).getResolvedSchema().getColumns().stream()
                        .map(column -> new TopicTable.Column(
                                column.getName(),
                                column.getDataType().getLogicalType().asSummaryString()))
                        .toList();
                return TopicTable.of(comment == null ? "" : comment, columns);
            } catch (RuntimeException | TableNotExistException e) {
                throw new TidewaterException(ErrorCode.REFUSED, Planning.rootMessage(e), "", e);
            }
        });
    }

    /** Ends the planner; answers that are under way are interrupted. */
    @Override
    public void close() {
        planner.close();
        environments.close();
    }

    private QueryResult answer(String sql, int limit) {
        long began = System.nanoTime();
        SqlScript script = SqlScript.parse(SOURCE, sql);
        SqlStatement statement = MetadataTables.quote(onlyStatement(script));
        try {
            TableResult result = environments.bounded(
                    script, statement, (environment, resolved) -> environment.executeSql(resolved.text()));
            return collect(result, limit, began);
        } catch (TidewaterException e) {
            environments.forget();
            throw e;
        }
    }

    private static QueryResult collect(TableResult result, int limit, long began) {
        ChangingRows rows = new ChangingRows();
        Completeness completeness = Completeness.COMPLETE;
        try (CloseableIterator<Row> answer = result.collect()) {
            while (answer.hasNext()) {
                Change change = JsonValues.change(answer.next());
                if (rows.size() >= limit && rows.onlyGrew() && change.kind() == Change.Kind.INSERT) {
                    completeness = Completeness.CUT;
                    break;
                }
                rows.apply(change);
            }
        } catch (Exception e) {
            throw Statements.notRun(e);
        }
        List<List<JsonNode>> all = rows.rows();
        if (all.size() > limit) {
            all = all.subList(0, limit);
            completeness = Completeness.CUT;
        }
        return new QueryResult(
                result.getResolvedSchema().getColumnNames(),
                Statements.types(result),
                all,
                completeness,
                Duration.ofNanos(System.nanoTime() - began));
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
