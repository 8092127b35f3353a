package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.SqlToken;
import dev.tidewater.model.Finding.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Tidewater runs a script as one job. Elsewhere each INSERT is a job, unless they stand in a statement set. */
final class MultipleInsertsNotASet implements Rule {
    @Override
    public String id() {
        return "multiple-inserts-not-a-set";
    }

    @Override
    public Level level() {
        return Level.INFO;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        if (hasStatementSet(script.source().tokens())) {
            return;
        }
        Map<String, CheckedInsert> readers = new HashMap<>();
        for (CheckedInsert insert : script.inserts()) {
            List<String> tables = insert.scans().stream()
                    .map(scan -> scan.table().shown())
                    .distinct()
                    .toList();
            tables.stream().filter(readers::containsKey).findFirst().ifPresent(table -> {
                CheckedInsert before = Objects.requireNonNull(readers.get(table));
                findings.add(
                        insert.statement().target(),
                        "Tidewater fills \"" + before.target().shown() + "\""
                                + (before.target().path().equals(insert.target().path())
                                        ? ""
                                        : " and \"" + insert.target().shown() + "\"")
                                + " with one job; Flink's own clients make a job of each"
                                + " INSERT, and read \"" + table + "\" once for each",
                        "write EXECUTE STATEMENT SET BEGIN before the first INSERT and END; after the last, and the script"
                                + " means the same everywhere");
            });
            tables.forEach(table -> readers.putIfAbsent(table, insert));
        }
    }

    private static boolean hasStatementSet(List<SqlToken> tokens) {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("STATEMENT") && tokens.get(i + 1).is("SET")) {
                return true;
            }
        }
        return false;
    }
}
