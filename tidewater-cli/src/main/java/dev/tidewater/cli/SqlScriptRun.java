package dev.tidewater.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.cli.CommonOptions.Format;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.sql.Change;
import dev.tidewater.engine.sql.QueryResult;
import dev.tidewater.engine.sql.QueryResult.Completeness;
import dev.tidewater.engine.sql.SqlAnswer;
import dev.tidewater.engine.sql.SqlPage;
import dev.tidewater.engine.sql.SqlScript;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** Runs a script, statement by statement, and prints each answer. */
final class SqlScriptRun {
    private final SqlClient client;
    private final Format format;
    private final SqlLimit limit;
    private final PrintStream out;

    SqlScriptRun(SqlClient client, Format format, SqlLimit limit, PrintStream out) {
        this.client = client;
        this.format = format;
        this.limit = limit;
        this.out = out;
    }

    /**
     * Stops at the first statement that fails.
     *
     * @param file as errors name it
     * @throws dev.tidewater.model.TidewaterException with findings that point into the text
     */
    void run(String file, String text) {
        SqlScript script = SqlScript.parse(file, text);
        // A script that cannot be cut into statements is refused whole, by whoever can say why.
        int statements = script.findings().isEmpty() ? script.statements().size() : 1;
        for (int i = 0; i < statements; i++) {
            long began = System.nanoTime();
            SqlAnswer answer = client.execute(file, text, i);
            if (answer.kind().endless()) {
                follow(answer);
            } else if (answer.kind().hasRows()) {
                print(client.collect(answer, limit.whole(), began, () -> false));
            } else {
                await(answer, began);
            }
            out.flush();
        }
    }

    private void print(QueryResult result) {
        if (format == Format.JSON) {
            out.println(Json.write(QueryText.objects(result)));
        } else {
            out.print(QueryText.table(result));
        }
        if (result.completeness() == Completeness.CUT) {
            sayCut();
        }
    }

    private void await(SqlAnswer answer, long began) {
        if (answer.kind() == SqlAnswer.Kind.JOB) {
            client.collect(answer, limit.whole(), began, () -> false);
        }
        CommonOptions.say("done (" + Units.duration(Duration.ofNanos(System.nanoTime() - began)) + ")");
    }

    /** Each row, or change, as it comes: until Ctrl-C, or as many as are wanted. */
    private void follow(SqlAnswer answer) {
        boolean changes = answer.kind() == SqlAnswer.Kind.ENDLESS_CHANGES;
        RowLines lines = new RowLines(
                answer.columns(), answer.types(), Terminal.ofThisProcess().columns());
        if (format == Format.TEXT) {
            out.println((changes ? "  " : "") + lines.heading());
        }
        long have = 0;
        SqlPage page;
        do {
            page = client.fetch(have);
            for (Change change : page.changes()) {
                if (have == limit.endless()) {
                    client.cancel();
                    return;
                }
                have++;
                out.println(
                        format == Format.JSON
                                ? Json.write(object(answer, change))
                                : (changes ? sign(change) : "")
                                        + lines.lines(List.of(change.row())).get(0));
            }
            out.flush();
        } while (page.state() == SqlPage.State.GOES_ON && !out.checkError());
    }

    private static String sign(Change change) {
        return change.kind().adds() ? "+ " : "- ";
    }

    private static ObjectNode object(SqlAnswer answer, Change change) {
        ObjectNode row = QueryText.object(answer.columns(), change.row());
        if (answer.kind() == SqlAnswer.Kind.ENDLESS_ROWS) {
            return row;
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.put("change", change.kind().label());
        whole.set("row", row);
        return whole;
    }

    private void sayCut() {
        CommonOptions.say("there are more rows than " + limit.whole() + "; see them with: --limit N");
    }
}
