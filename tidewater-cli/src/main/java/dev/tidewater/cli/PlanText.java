package dev.tidewater.cli;

import dev.tidewater.engine.deploy.PlanReport;
import dev.tidewater.engine.deploy.PlanReport.Mark;
import dev.tidewater.engine.plan.PlanChange.Fate;
import dev.tidewater.engine.plan.PlanChange.OperatorChange;
import dev.tidewater.engine.plan.PlanChange.SourceChange;
import dev.tidewater.engine.plan.PlanChange.TableChange;
import java.util.List;

/** What {@code plan} prints for people. */
final class PlanText {
    /** Columns of a line that are left for words. */
    private static final int WORDS = 100 - "    state dropped  ".length();

    private PlanText() {}

    static String of(List<PlanReport> reports) {
        StringBuilder text = new StringBuilder();
        for (PlanReport report : reports) {
            text.append(report.mark().sign()).append(' ').append(report.pipeline());
            report.generation()
                    .ifPresent(number ->
                            text.append(" (generation ").append(number).append(')'));
            text.append(report.action().isEmpty() ? "" : "  " + report.action()).append('\n');
            report.sources().forEach(source -> line(text, "place", source.fate().label(), says(source)));
            report.operators()
                    .forEach(operator -> line(text, "state", operator.fate().label(), says(operator)));
            report.tables().forEach(table -> line(text, "table", table.rows().label(), says(table)));
        }
        return text.append(summary(reports)).append('\n').toString();
    }

    private static void line(StringBuilder text, String what, String fate, String words) {
        text.append("    %s %-8s %s\n".formatted(what, fate, words));
    }

    private static String says(SourceChange source) {
        return source.source() + (source.fate() == Fate.KEPT ? ": read on from where it is" : ": " + source.why());
    }

    /** What an operator does can be long; JSON has all of it. */
    private static String says(OperatorChange operator) {
        String words = String.join(", ", operator.tables()) + ": " + operator.operator();
        String shown = words.length() <= WORDS ? words : words.substring(0, WORDS - 1) + "…";
        return shown + (operator.why().isEmpty() ? "" : "\n                   " + operator.why());
    }

    private static String says(TableChange table) {
        return table.table()
                + switch (table.rows()) {
                    case KEPT -> ": the same rows as before";
                    case CHANGED -> ": other rows from now on; those that are there stay as they are";
                    case NEW -> ": written from now on";
                    case DROPPED -> ": not written any more; its rows stay";
                };
    }

    private static String summary(List<PlanReport> reports) {
        long due = reports.stream().filter(report -> report.mark() != Mark.SAME).count();
        if (due == 0) {
            return "nothing to do";
        }
        boolean loses = reports.stream().anyMatch(PlanReport::losesState);
        return loses ? "state would be lost: apply refuses this" : "do it with: tidewater apply";
    }
}
