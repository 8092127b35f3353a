package dev.tidewater.engine.check;

import dev.tidewater.model.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script as people write it, with what is to be found in it:
 *
 * <pre>
 * SELECT amout FROM orders -- expect: sql-name
 * -- expect-file: no-insert
 * </pre>
 *
 * The first stands at the end of the line that findings point to, the second anywhere and means findings without a line. All
 * else is to be silent.
 *
 * @param name of the file, without its ending
 * @param exists scripts whose tables exist in the lake before this one is checked
 * @param expected in the order of lines, each once
 */
record CorpusScript(String name, String text, List<String> exists, List<Expected> expected) {
    /** @param line from 1, or 0 where there is none */
    record Expected(int line, String rule) {
        static final Comparator<Expected> ORDER =
                Comparator.comparingInt(Expected::line).thenComparing(Expected::rule);

        static List<Expected> of(List<Finding> findings) {
            return findings.stream()
                    .map(finding -> new Expected(finding.line(), finding.rule()))
                    .distinct()
                    .sorted(ORDER)
                    .toList();
        }

        @Override
        public String toString() {
            return line == 0 ? rule : line + ": " + rule;
        }
    }

    private static final Path FOLDER =
            Path.of(System.getProperty("basedir", ".")).resolve("src/test/resources/check/corpus");
    private static final Path LAKE = FOLDER.resolve("lake");
    private static final Pattern EXPECT =
            Pattern.compile("-- expect(-file)?: ([a-z0-9-]+(?:, [a-z0-9-]+)*)\\s*$", Pattern.MULTILINE);

    CorpusScript {
        exists = List.copyOf(exists);
        expected = List.copyOf(expected);
    }

    /** Those of the folder, then those that find tables in the lake. */
    static List<CorpusScript> all() {
        List<CorpusScript> all = new ArrayList<>();
        files(FOLDER).forEach(file -> all.add(read(file, List.of())));
        files(LAKE)
                .forEach(file -> all.add(read(
                        file, List.of(text(LAKE.resolve("exists").resolve(String.valueOf(file.getFileName())))))));
        return all;
    }

    static CorpusScript named(String name) {
        return read(FOLDER.resolve(name + ".sql"), List.of());
    }

    boolean isSound() {
        return expected.isEmpty();
    }

    private static CorpusScript read(Path file, List<String> exists) {
        String text = text(file);
        List<Expected> expected = new ArrayList<>();
        Matcher matcher = EXPECT.matcher(text);
        while (matcher.find()) {
            int line = matcher.group(1) == null ? 1 + newlines(text, matcher.start()) : 0;
            for (String rule : matcher.group(2).split(", ")) {
                expected.add(new Expected(line, rule));
            }
        }
        expected.sort(Expected.ORDER);
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.sql$", "");
        return new CorpusScript(name, text, exists, expected);
    }

    private static int newlines(String text, int end) {
        return (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
