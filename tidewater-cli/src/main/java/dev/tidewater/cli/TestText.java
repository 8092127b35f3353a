package dev.tidewater.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.testing.CaseReport;
import dev.tidewater.engine.testing.CaseReport.Outcome;
import dev.tidewater.engine.testing.TableDiff;
import dev.tidewater.engine.testing.Variation;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of tests, for people. */
final class TestText {
    private final ErrorText errors;

    TestText(ErrorText errors) {
        this.errors = errors;
    }

    /** One line for a case, and more below it if it failed. */
    String of(CaseReport report) {
        String sign = switch (report.outcome()) {
            case PASSED -> "✓";
            case FAILED -> "✗";
            case SKIPPED -> "-";
        };
        StringBuilder text = new StringBuilder();
        text.append(sign)
                .append(' ')
                .append(report.pipeline())
                .append(": ")
                .append(report.name())
                .append(how(report))
                .append("  (")
                .append(Units.duration(report.took()))
                .append(")\n");
        if (report.outcome() == Outcome.FAILED) {
            text.append(details(report).indent(4));
        }
        if (report.outcome() == Outcome.SKIPPED) {
            text.append("    skipped: ").append(report.problem().orElse("")).append('\n');
        }
        report.notes().forEach(note -> text.append("    note: ").append(note).append('\n'));
        return text.toString();
    }

    private static String how(CaseReport report) {
        return report.variation() == Variation.AS_WRITTEN
                ? ""
                : ", " + report.variation().label();
    }

    /** Why a case failed. */
    String details(CaseReport report) {
        StringBuilder text = new StringBuilder();
        report.problem()
                .ifPresent(problem -> text.append(place(report)).append(problem).append('\n'));
        report.findings().forEach(finding -> text.append(errors.excerpt(finding)));
        report.differences().forEach(diff -> diff(text, report, diff));
        if (report.variation() != Variation.AS_WRITTEN) {
            text.append("again: tidewater test ")
                    .append(report.file())
                    .append(" --case '")
                    .append(report.name().replace("'", "'\\''"))
                    .append("' --variation ")
                    .append(report.variation().label())
                    .append(" --seed ")
                    .append(report.seed())
                    .append('\n');
        }
        return text.toString();
    }

    /** Of a case that did not come to its end; faults have places of their own. */
    private static String place(CaseReport report) {
        return report.findings().isEmpty() ? report.file() + ":" + report.line() + ": " : "";
    }

    private static void diff(StringBuilder text, CaseReport report, TableDiff diff) {
        text.append(report.file())
                .append(':')
                .append(diff.line())
                .append(": ")
                .append(diff.output())
                .append(" has ")
                .append(rows(diff.actual()))
                .append(", expected ")
                .append(rows(diff.expected()))
                .append('\n');
        for (TableDiff.Row row : diff.rows()) {
            switch (row.kind()) {
                case MISSING ->
                    text.append("  - missing    ").append(cells(row.row())).append('\n');
                case EXTRA ->
                    text.append("  + extra      ").append(cells(row.row())).append('\n');
                case DIFFERENT -> {
                    text.append("  ≠ different  ").append(cells(row.row())).append('\n');
                    row.cells()
                            .forEach(cell -> text.append("        ")
                                    .append(cell.column())
                                    .append(": expected ")
                                    .append(value(cell.expected()))
                                    .append(", is ")
                                    .append(value(cell.actual()))
                                    .append('\n'));
                }
            }
        }
    }

    private static String rows(long rows) {
        return rows == 1 ? "1 row" : rows + " rows";
    }

    private static String cells(Map<String, JsonNode> row) {
        return row.entrySet().stream()
                .map(cell -> cell.getKey() + "=" + value(cell.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String value(JsonNode value) {
        return value.isTextual() ? TextTable.tidy(value.textValue()) : value.toString();
    }

    /** One line for all. */
    static String summary(List<CaseReport> reports) {
        long failed = count(reports, Outcome.FAILED);
        long skipped = count(reports, Outcome.SKIPPED);
        long passed = count(reports, Outcome.PASSED);
        return passed + " passed, " + failed + " failed" + (skipped == 0 ? "" : ", " + skipped + " skipped") + "\n";
    }

    private static long count(List<CaseReport> reports, Outcome outcome) {
        return reports.stream().filter(report -> report.outcome() == outcome).count();
    }
}
