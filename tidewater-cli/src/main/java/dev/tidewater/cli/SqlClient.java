package dev.tidewater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.sql.Change;
import dev.tidewater.engine.sql.ChangingRows;
import dev.tidewater.engine.sql.QueryResult;
import dev.tidewater.engine.sql.QueryResult.Completeness;
import dev.tidewater.engine.sql.SessionMode;
import dev.tidewater.engine.sql.SqlAnswer;
import dev.tidewater.engine.sql.SqlPage;
import dev.tidewater.engine.sql.SqlProposals;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.Call;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** One session of the shell, as a client sees it. */
final class SqlClient implements AutoCloseable {
    private static final Duration QUICK = Duration.ofSeconds(15);
    private static final Duration PLANNING = Duration.ofMinutes(2);
    /** As long as somebody at the keyboard does not notice. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Stack stack;
    private final String session;

    /** What the supervisor answers to a call. */
    interface Stack {
        <T> T call(Call<T> call, Object request, Duration timeout);
    }

    private SqlClient(Stack stack, String session) {
        this.stack = stack;
        this.session = session;
    }

    static SqlClient open(Stack stack, SessionMode mode) {
        Call.SqlSession session = stack.call(Call.SQL_OPEN, new Call.SqlOpenRequest(mode), QUICK);
        return new SqlClient(stack, session.session());
    }

    /** Performs one statement of a script. */
    SqlAnswer execute(String file, String text, int index) {
        return stack.call(Call.SQL_EXECUTE, new Call.SqlExecuteRequest(session, file, text, index), PLANNING);
    }

    /** Rows behind the first {@code cursor}, perhaps none yet. */
    SqlPage fetch(long cursor) {
        return stack.call(Call.SQL_FETCH, new Call.SqlFetchRequest(session, cursor, PATIENCE), QUICK);
    }

    /** Tells the stack that somebody is still there. */
    void stay() {
        stack.call(Call.SQL_FETCH, new Call.SqlFetchRequest(session, 0, Duration.ZERO), QUICK);
    }

    /**
     * All rows of an answer that ends, or as many as are wanted; then the rest is cancelled.
     *
     * @param stopped asked between pages whether somebody wants no more
     * @throws TidewaterException (REFUSED) if somebody wanted no more
     */
    QueryResult collect(SqlAnswer answer, int limit, long began, BooleanSupplier stopped) {
        ChangingRows rows = new ChangingRows();
        Completeness completeness = Completeness.COMPLETE;
        long have = 0;
        SqlPage page;
        do {
            page = fetch(have);
            for (Change change : page.changes()) {
                have++;
                if (rows.size() >= limit && rows.onlyGrew() && change.kind() == Change.Kind.INSERT) {
                    completeness = Completeness.CUT;
                    break;
                }
                rows.apply(change);
            }
            if (completeness == Completeness.CUT) {
                cancel();
            } else if (page.state() == SqlPage.State.CANCELLED || stopped.getAsBoolean()) {
                cancel();
                throw new TidewaterException(ErrorCode.REFUSED, "cancelled", "");
            }
        } while (page.state() == SqlPage.State.GOES_ON && completeness == Completeness.COMPLETE);
        List<List<JsonNode>> all = rows.rows();
        if (all.size() > limit) {
            all = all.subList(0, limit);
            completeness = Completeness.CUT;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        return new QueryResult(answer.columns(), answer.types(), all, completeness, took);
    }

    void cancel() {
        stack.call(Call.SQL_CANCEL, new Call.SqlSession(session), QUICK);
    }

    SqlProposals complete(String text, int cursor) {
        return stack.call(Call.SQL_COMPLETE, new Call.SqlCompleteRequest(session, text, cursor), QUICK);
    }

    /** A session that cannot be closed now ends by itself. */
    @Override
    public void close() {
        try {
            stack.call(Call.SQL_CLOSE, new Call.SqlSession(session), QUICK);
        } catch (TidewaterException e) {
            // The stack has gone away, and the session with it.
        }
    }
}
