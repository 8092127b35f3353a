package dev.tidewater.engine.sql;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;

/** Gives single statements to Flink, plain names of topics led to their tables, and says what was wrong with them. */
final class Statements {
    private static final Pattern UNBOUNDED =
            Pattern.compile("Querying an unbounded table '([^']+)' in batch mode is not allowed");

    private Statements() {}

    /** Flink's batch mode does not read tables that change; a stream that ends does, and ends with the same rows. */
    static final class ReadsChanges extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private ReadsChanges(TidewaterException failure) {
            super(failure);
        }
    }

    /**
     * What {@code work} makes of a statement that Flink takes.
     *
     * @throws ReadsChanges if the environment is one for batches, and a table changes
     * @throws TidewaterException with findings if the statement is wrong; (UNREACHABLE) if the world fails it
     */
    static <T> T perform(
            TableEnvironment environment, SqlScript script, SqlStatement written, Function<SqlStatement, T> work) {
        SqlStatement statement = written;
        while (true) {
            try {
                return work.apply(statement);
            } catch (TidewaterException e) {
                throw e;
            } catch (RuntimeException e) {
                Optional<SqlStatement> resolved = TopicNames.resolve(environment, statement, e);
                if (resolved.isEmpty()) {
                    TidewaterException failure = failure(environment, script, statement, e);
                    throw says(e, "INSERT-only table source") ? new ReadsChanges(failure) : failure;
                }
                statement = resolved.get();
            }
        }
    }

    static TidewaterException notRun(Exception cause) {
        return new TidewaterException(
                ErrorCode.UNREACHABLE,
                "the query could not be run: " + Planning.rootMessage(cause),
                "see whether all is well, and ask again: tidewater status",
                cause);
    }

    /** SQL types of the columns. */
    static List<String> types(TableResult result) {
        return result.getResolvedSchema().getColumnDataTypes().stream()
                .map(type -> type.getLogicalType().asSummaryString())
                .toList();
    }

    private static TidewaterException failure(
            TableEnvironment environment, SqlScript script, SqlStatement statement, RuntimeException cause) {
        for (Throwable thrown = cause; thrown != null; thrown = thrown.getCause()) {
            Matcher unbounded = UNBOUNDED.matcher(String.valueOf(thrown.getMessage()));
            if (unbounded.find()) {
                return Planning.broken(script.file(), List.of(endless(statement, unbounded.group(1))));
            }
        }
        return Planning.isAboutTheStatement(cause)
                ? Planning.failure(environment, script, statement, cause)
                : notRun(cause);
    }

    private static Finding endless(SqlStatement statement, String table) {
        return statement.error(
                "sql-endless",
                statement.start(),
                "this would never end: table \"" + table.replace("`", "") + "\" goes on for ever",
                statement.kind() == SqlStatement.Kind.SELECT
                        ? "see rows as they come with SET 'execution.runtime-mode' = 'streaming', or give the table the"
                                + " option 'scan.bounded.mode' = 'latest-offset'"
                        : "run it as a pipeline: tidewater run FILE.sql");
    }

    private static boolean says(Throwable failure, String words) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(words)) {
                return true;
            }
        }
        return false;
    }
}
