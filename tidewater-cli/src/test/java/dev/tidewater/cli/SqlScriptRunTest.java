package dev.tidewater.cli;

import static dev.tidewater.cli.FakeStack.change;
import static dev.tidewater.cli.FakeStack.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.cli.CommonOptions.Format;
import dev.tidewater.engine.sql.Change.Kind;
import dev.tidewater.engine.sql.SessionMode;
import dev.tidewater.engine.sql.SqlAnswer;
import dev.tidewater.engine.sql.SqlPage.State;
import dev.tidewater.model.TidewaterException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SqlScriptRunTest {
    private final FakeStack stack = new FakeStack();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void printsOneArrayALineForEachStatementThatAnswers() {
        stack.answers(SqlAnswer.Kind.DONE)
                .answers(
                        SqlAnswer.Kind.ROWS,
                        page(State.GOES_ON, change(Kind.INSERT, "[1, \"a\"]")),
                        page(State.FINISHED, change(Kind.INSERT, "[2, null]")))
                .answers(SqlAnswer.Kind.JOB)
                .answers(SqlAnswer.Kind.ROWS, page(State.FINISHED));

        run(Format.JSON, null, "USE shop; SELECT 1; INSERT INTO a SELECT ';'; SELECT 2");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                [{"n":1,"name":"a"},{"n":2,"name":null}]
                []
                """);
        assertThat(stack.calls()).containsExactly("open", "execute", "execute", "execute", "execute");
    }

    @Test
    void printsWhatIsLeftOfRowsThatChange() {
        stack.answers(
                SqlAnswer.Kind.ROWS,
                page(
                        State.FINISHED,
                        change(Kind.INSERT, "[1, \"a\"]"),
                        change(Kind.UPDATE_BEFORE, "[1, \"a\"]"),
                        change(Kind.UPDATE_AFTER, "[2, \"a\"]")));

        run(Format.TEXT, null, "SELECT 1");

        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("n  name\n2  a\n(1 row, ");
    }

    @Test
    void stopsAtTheFirstStatementThatFails() {
        stack.answers(SqlAnswer.Kind.ROWS, page(State.FINISHED));

        assertThatThrownBy(() -> run(Format.JSON, null, "SELECT 1; SELECT x; SELECT 3"))
                .isInstanceOf(TidewaterException.class);
        assertThat(stack.calls()).containsExactly("open", "execute", "execute");
    }

    @Test
    void doesNothingWithoutAStatement() {
        run(Format.TEXT, null, "  -- only words\n;");

        assertThat(stack.calls()).containsExactly("open");
    }

    @Test
    void takesNoMoreRowsThanAreWanted() {
        stack.answers(
                SqlAnswer.Kind.ROWS,
                page(State.GOES_ON, change(Kind.INSERT, "[1, \"a\"]"), change(Kind.INSERT, "[2, \"b\"]")));

        run(Format.JSON, 1, "SELECT 1");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[{\"n\":1,\"name\":\"a\"}]\n");
        assertThat(stack.calls()).endsWith("cancel");
    }

    @Test
    void printsRowsThatGoOnLineByLine() {
        stack.answers(
                        SqlAnswer.Kind.ENDLESS_ROWS,
                        page(State.GOES_ON, change(Kind.INSERT, "[1, \"a\"]")),
                        page(State.FINISHED, change(Kind.INSERT, "[2, \"b\"]")))
                .answers(
                        SqlAnswer.Kind.ENDLESS_CHANGES, page(State.FINISHED, change(Kind.UPDATE_BEFORE, "[1, \"a\"]")));

        run(Format.JSON, null, "SELECT 1; SELECT 2");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                {"n":1,"name":"a"}
                {"n":2,"name":"b"}
                {"change":"update-before","row":{"n":1,"name":"a"}}
                """);
    }

    @Test
    void marksRowsThatComeAndGo() {
        stack.answers(
                SqlAnswer.Kind.ENDLESS_CHANGES,
                page(State.FINISHED, change(Kind.INSERT, "[1, \"a\"]"), change(Kind.DELETE, "[1, \"a\"]")));

        run(Format.TEXT, null, "SELECT 1");

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                  n  name
                + 1  a
                - 1  a
                """);
    }

    private void run(Format format, @Nullable Integer limit, String text) {
        SqlClient client = SqlClient.open(stack, SessionMode.BATCH);
        PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8);
        new SqlScriptRun(client, format, SqlLimit.of(limit), printer).run("sql", text);
    }
}
