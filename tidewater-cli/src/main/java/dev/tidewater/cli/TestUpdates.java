package dev.tidewater.cli;

import dev.tidewater.engine.testing.CaseReport;
import dev.tidewater.engine.testing.ExpectedRows;
import dev.tidewater.engine.testing.Variation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the rows that cases found into their files. */
final class TestUpdates {
    private TestUpdates() {}

    static void write(List<CaseReport> reports) {
        Map<String, List<CaseReport>> files = reports.stream()
                .filter(report -> report.variation() == Variation.AS_WRITTEN)
                .collect(Collectors.groupingBy(CaseReport::file, LinkedHashMap::new, Collectors.toList()));
        files.forEach((name, cases) -> {
            Path file = Path.of(name);
            try {
                String before = Files.readString(file);
                String after = ExpectedRows.write(name, before, cases);
                if (after.equals(before)) {
                    CommonOptions.say(name + " is left as it is");
                } else {
                    UserFiles.replace(file, before, after);
                    CommonOptions.say(name + " is updated; look at it before you keep it: git diff " + name);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("updating " + name, e);
            }
        });
    }
}
