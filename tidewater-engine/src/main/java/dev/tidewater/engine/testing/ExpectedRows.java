package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes rows that were found into the text of a test file, in place of those that were expected. */
public final class ExpectedRows {
    /** A plain scalar that YAML takes for a text. */
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*|\\d{4}-\\d\\d-\\d\\d(T[0-9:.]+Z?)?");

    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off");

    private ExpectedRows() {}

    private record Edit(int start, int end, String text) {}

    /**
     * The text with the rows of all outputs that were not as expected; everything else stays as it is.
     *
     * @param reports of cases of the file, run as they are written
     */
    public static String write(String file, String text, List<CaseReport> reports) {
        TestFile read = TestFileReader.read(file, text, Path.of("."));
        List<Edit> edits = new ArrayList<>();
        for (CaseReport report : reports) {
            read.cases().stream()
                    .filter(one -> one.name().equals(report.name()))
                    .findFirst()
                    .ifPresent(one -> one.expectations()
                            .forEach(expectation -> edit(report, expectation).ifPresent(edits::add)));
        }
        edits.sort(Comparator.comparingInt(Edit::start).reversed());
        // Marks count characters, strings of Java count the two halves of some.
        StringBuilder written = new StringBuilder(text);
        for (Edit edit : edits) {
            written.replace(
                    text.offsetByCodePoints(0, edit.start()), text.offsetByCodePoints(0, edit.end()), edit.text());
        }
        return written.toString();
    }

    private static Optional<Edit> edit(CaseReport report, Expectation expectation) {
        List<Map<String, JsonNode>> rows = report.actual().get(expectation.output());
        boolean differs =
                report.differences().stream().anyMatch(diff -> diff.output().equals(expectation.output()));
        if (rows == null || !differs) {
            return Optional.empty();
        }
        return expectation
                .written()
                .map(place -> new Edit(place.start(), place.end(), rows(expectation, rows, place.indent())));
    }

    private static String rows(Expectation expectation, List<Map<String, JsonNode>> rows, Optional<Integer> indent) {
        List<String> written = rows.stream()
                .map(row -> row(row, columns(expectation, row)))
                .sorted()
                .toList();
        if (indent.isEmpty() || rows.isEmpty()) {
            return "[" + String.join(", ", written) + "]";
        }
        return written.stream().map("- "::concat).collect(Collectors.joining("\n" + " ".repeat(indent.get())));
    }

    /** Those that the case names, if it names any: the others do not matter to it. */
    private static Set<String> columns(Expectation expectation, Map<String, JsonNode> row) {
        Set<String> named = new LinkedHashSet<>();
        expectation
                .rows()
                .orElse(List.of())
                .forEach(expected -> expected.value().properties().forEach(field -> named.add(field.getKey())));
        return named.isEmpty() ? row.keySet() : named;
    }

    private static String row(Map<String, JsonNode> row, Set<String> columns) {
        return columns.stream()
                .filter(row::containsKey)
                .map(column -> scalar(column) + ": " + value(row, column))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String value(Map<String, JsonNode> row, String column) {
        JsonNode value = row.get(column);
        if (value == null) {
            return "null";
        }
        return value.isTextual() ? scalar(value.textValue()) : value.toString();
    }

    private static String scalar(String text) {
        return PLAIN.matcher(text).matches() && !WORDS.contains(text)
                ? text
                : com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }
}
