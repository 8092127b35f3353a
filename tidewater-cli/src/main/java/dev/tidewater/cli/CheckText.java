package dev.tidewater.cli;

import dev.tidewater.engine.check.CheckReport;
import dev.tidewater.engine.check.CheckReport.CheckedFile;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code check} prints for people. */
final class CheckText {
    private CheckText() {}

    static String of(CheckReport report, boolean explain, boolean fix) {
        StringBuilder text = new StringBuilder();
        if (explain) {
            for (CheckedFile file : report.files()) {
                file.plans()
                        .forEach(plan -> text.append(file.file())
                                .append(":\n")
                                .append(plan.indent(2))
                                .append('\n'));
            }
        }
        ErrorText excerpts = new ErrorText(
                Terminal.Talk.LINES,
                report.files().stream()
                        .collect(Collectors.toMap(CheckedFile::file, CheckedFile::fixed, (one, same) -> one)));
        for (Finding finding : report.findings()) {
            text.append(excerpts.excerpt(finding)).append('\n');
        }
        if (fix) {
            report.files().stream()
                    .filter(file -> file.fixes() > 0)
                    .forEach(file -> text.append(file.file())
                            .append(": mended ")
                            .append(counted(file.fixes(), "finding"))
                            .append('\n'));
        }
        return text.append(summary(report)).append('\n').toString();
    }

    private static String summary(CheckReport report) {
        List<String> counts = new ArrayList<>();
        count(report, Level.ERROR, "error", counts);
        count(report, Level.WARN, "warning", counts);
        count(report, Level.INFO, "note", counts);
        String files = counted(report.files().size(), "script");
        if (counts.isEmpty()) {
            return files + ": nothing found";
        }
        String rules = report.findings().stream()
                .map(Finding::rule)
                .filter(rule -> !rule.startsWith("sql-"))
                .findFirst()
                .map(rule -> "; what a rule is about: docs/rules/" + rule + ".md")
                .orElse("");
        return files + ": " + String.join(", ", counts) + rules;
    }

    private static void count(CheckReport report, Level level, String word, List<String> counts) {
        long count = report.findings().stream()
                .filter(finding -> finding.level() == level)
                .count();
        if (count > 0) {
            counts.add(counted(count, word));
        }
    }

    private static String counted(long count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
