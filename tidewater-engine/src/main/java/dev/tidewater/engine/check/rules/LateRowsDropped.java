package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.rules.WindowDrops.Drop;
import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.DryRun;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.model.Finding.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.sql.parser.ddl.SqlWatermark;

/**
 * A window that the watermark has passed takes no more rows: Flink drops those that still come. Rows of topics are kept where the
 * script's windows can be led past them; where they cannot, the session says why, and what it does not look at is told here.
 */
final class LateRowsDropped implements Rule {
    private static final String TOPIC = "tidewater-kafka";
    private static final Pattern DELAY =
            Pattern.compile("`?[^` ]+`? - INTERVAL '([0-9.]+)' (SECOND|MINUTE|HOUR|DAY|WEEK)(\\(\\d+(, ?\\d+)?\\))?");

    /** What is lost of a table: one finding, however many windows it goes into. */
    private record Loss(CheckedInsert insert, Drop drop, Set<String> targets) {}

    @Override
    public String id() {
        return DryRun.LATE_ROWS;
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        Map<List<String>, Loss> losses = new LinkedHashMap<>();
        for (CheckedInsert insert : script.inserts()) {
            for (Drop drop : WindowDrops.in(insert)) {
                if (!isTopic(drop.table()) || !isSettled(script, insert, drop)) {
                    losses.computeIfAbsent(drop.table().path(), path -> new Loss(insert, drop, new LinkedHashSet<>()))
                            .targets()
                            .add("\"" + insert.target().shown() + "\"");
                }
            }
        }
        losses.values().forEach(loss -> findings.add(place(script, loss), message(loss), hint(loss)));
    }

    private static boolean isTopic(TableFacts table) {
        return table.connector().equals(TOPIC);
    }

    /** Whether the session keeps late rows of the topic, or has said of a window of this INSERT that it does not. */
    private static boolean isSettled(CheckedScript script, CheckedInsert insert, Drop drop) {
        if (drop.isOfGroupBy()) {
            return false;
        }
        return insert.texts().stream()
                .anyMatch(text -> script.session()
                                .lateRowsKept(text.statement())
                                .contains(drop.table().path())
                        || script.session().lateWarnings().stream()
                                .anyMatch(warning -> warning.line()
                                                >= text.start().position().line()
                                        && warning.line()
                                                <= text.end().position().line()));
    }

    private static Place place(CheckedScript script, Loss loss) {
        return script.creating(loss.drop().table())
                .flatMap(create -> create.all(SqlWatermark.class).stream()
                        .findFirst()
                        .map(watermark -> create.at(watermark.getEventTimeColumnName())))
                .orElseGet(() -> window(loss));
    }

    private static Place window(Loss loss) {
        List<Place> windows = new ArrayList<>();
        for (CheckedStatement text : loss.insert().texts()) {
            text.calls(loss.drop().function()).forEach(call -> windows.add(text.at(call)));
        }
        return windows.size() == 1 ? windows.get(0) : loss.insert().statement().target();
    }

    private static String message(Loss loss) {
        TableFacts table = loss.drop().table();
        String windows = loss.drop().function() + " window" + loss.drop().length();
        return "a row of \"" + table.shown() + "\" " + late(table) + " may find its " + windows
                + " closed, and is then dropped without a word: " + String.join(" and ", loss.targets()) + " "
                + (loss.targets().size() == 1 ? "goes" : "go") + " without it";
    }

    /** From when on a row is late, as far as the watermark tells. */
    private static String late(TableFacts table) {
        String expression =
                table.watermark().map(TableFacts.WatermarkFacts::expression).orElse("");
        Matcher delay = DELAY.matcher(expression);
        if (delay.matches()) {
            String number = Objects.requireNonNull(delay.group(1));
            String unit = Objects.requireNonNull(delay.group(2)).toLowerCase(Locale.ROOT);
            return number.matches("[0.]+")
                    ? "that comes after a newer one"
                    : "that comes more than " + number + " " + unit + (number.equals("1") ? "" : "s")
                            + " after a newer one";
        }
        boolean isColumn = expression.matches("`?[^`() ]+`?");
        return isColumn ? "that comes after a newer one" : "that its watermark has passed";
    }

    private static String hint(Loss loss) {
        TableFacts table = loss.drop().table();
        String reason = "-- tidewater:allow late-rows-dropped: reason";
        if (isTopic(table)) {
            return loss.drop().isOfGroupBy()
                    ? "write the window as " + loss.drop().function()
                            + "(TABLE …, DESCRIPTOR(`$rowtime`), …): its late rows" + " are then kept in " + kept(table)
                            + "; or allow it: " + reason
                    : "set 'watermark.tolerance' of the topic to as long as rows are on their way, and say so: "
                            + reason;
        }
        String wait = "let the watermark wait for as long as rows are on their way, and say so: " + reason;
        return Tables.isKafka(table)
                ? "read topic " + table.option("topic").orElse(table.name())
                        + " without CREATE TABLE, as a table of catalog kafka: its late rows are then kept in "
                        + kept(table) + "; or " + wait
                : wait;
    }

    private static String kept(TableFacts table) {
        return DryRun.lateTable(table.option("topic").orElse(table.name()));
    }
}
