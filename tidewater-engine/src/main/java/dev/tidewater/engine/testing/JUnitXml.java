package dev.tidewater.engine.testing;

import dev.tidewater.engine.testing.CaseReport.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reports in the XML that CI servers read: a suite for each file. */
public final class JUnitXml {
    private JUnitXml() {}

    /** @param details what to say of a case that failed */
    public static String of(List<CaseReport> reports, Function<CaseReport, String> details) {
        Map<String, List<CaseReport>> files = reports.stream()
                .collect(Collectors.groupingBy(CaseReport::file, LinkedHashMap::new, Collectors.toList()));
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites").append(counts(reports)).append(">\n");
        files.forEach((file, cases) -> {
            xml.append("  <testsuite name=\"")
                    .append(escaped(file))
                    .append('"')
                    .append(counts(cases))
                    .append(">\n");
            cases.forEach(one -> testCase(xml, one, details));
            xml.append("  </testsuite>\n");
        });
        return xml.append("</testsuites>\n").toString();
    }

    private static void testCase(StringBuilder xml, CaseReport report, Function<CaseReport, String> details) {
        String name = report.variation() == Variation.AS_WRITTEN
                ? report.name()
                : report.name() + " [" + report.variation().label() + ", seed " + report.seed() + "]";
        xml.append("    <testcase name=\"")
                .append(escaped(name))
                .append("\" classname=\"")
                .append(escaped(report.pipeline()))
                .append("\" file=\"")
                .append(escaped(report.file()))
                .append("\" time=\"")
                .append(seconds(report))
                .append('"');
        if (report.outcome() == Outcome.PASSED) {
            xml.append("/>\n");
            return;
        }
        if (report.outcome() == Outcome.SKIPPED) {
            xml.append(">\n      <skipped message=\"")
                    .append(escaped(report.problem().orElse("")))
                    .append("\"/>\n    </testcase>\n");
            return;
        }
        xml.append(">\n      <failure message=\"")
                .append(escaped(report.problem().orElse("the outcome is not as expected")))
                .append("\">")
                .append(escaped(details.apply(report)))
                .append("</failure>\n    </testcase>\n");
    }

    private static String counts(List<CaseReport> reports) {
        double seconds =
                reports.stream().mapToLong(one -> one.took().toMillis()).sum() / 1000.0;
        return String.format(
                Locale.ROOT,
                " tests=\"%d\" failures=\"%d\" skipped=\"%d\" errors=\"0\" time=\"%.3f\"",
                reports.size(),
                reports.stream().filter(one -> one.outcome() == Outcome.FAILED).count(),
                reports.stream().filter(one -> one.outcome() == Outcome.SKIPPED).count(),
                seconds);
    }

    private static String seconds(CaseReport report) {
        return String.format(Locale.ROOT, "%.3f", report.took().toMillis() / 1000.0);
    }

    /** XML has no place for most control characters. */
    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]", "\uFFFD")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\n", "&#10;");
    }
}
