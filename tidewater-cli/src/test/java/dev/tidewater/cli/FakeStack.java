package dev.tidewater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.sql.Change;
import dev.tidewater.engine.sql.SqlAnswer;
import dev.tidewater.engine.sql.SqlPage;
import dev.tidewater.engine.sql.SqlProposals;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import dev.tidewater.server.Call;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.StreamSupport;

/** Answers statements one after the other with what a test has laid ready. */
final class FakeStack implements SqlClient.Stack {
    private record Prepared(SqlAnswer answer, List<SqlPage> pages) {}

    private final Deque<Prepared> prepared = new ArrayDeque<>();
    private final Deque<SqlPage> pages = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();

    FakeStack answers(SqlAnswer.Kind kind, SqlPage... pages) {
        List<String> columns = kind.hasRows() ? List.of("n", "name") : List.of();
        List<String> types = kind.hasRows() ? List.of("INT", "STRING") : List.of();
        prepared.add(new Prepared(new SqlAnswer(kind, columns, types, "lake"), List.of(pages)));
        return this;
    }

    static SqlPage page(SqlPage.State state, Change... changes) {
        return new SqlPage(List.of(changes), state);
    }

    static Change change(Change.Kind kind, String row) {
        List<JsonNode> values =
                StreamSupport.stream(Json.tree(row).spliterator(), false).toList();
        return new Change(kind, values);
    }

    /** Paths of the calls, in order, without those that fetch. */
    List<String> calls() {
        return calls;
    }

    @Override
    public <T> T call(Call<T> call, Object request, Duration timeout) {
        if (!call.equals(Call.SQL_FETCH)) {
            calls.add(call.path().substring("/v1/sql/".length()));
        }
        return call.answer().cast(answer(call));
    }

    private Object answer(Call<?> call) {
        if (call.equals(Call.SQL_OPEN)) {
            return new Call.SqlSession("a");
        }
        if (call.equals(Call.SQL_EXECUTE)) {
            Prepared next = prepared.poll();
            if (next == null) {
                throw new TidewaterException(ErrorCode.BROKEN_SCRIPT, "the statement has an error", "");
            }
            pages.clear();
            pages.addAll(next.pages());
            return next.answer();
        }
        if (call.equals(Call.SQL_FETCH)) {
            return pages.isEmpty() ? page(SqlPage.State.FINISHED) : pages.remove();
        }
        if (call.equals(Call.SQL_COMPLETE)) {
            return new SqlProposals(7, List.of(new SqlProposals.Proposal("`my-topic`", "topic")));
        }
        return new Call.Done();
    }
}
