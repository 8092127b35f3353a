package dev.tidewater.engine.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page of a rule: its samples are the rule's tests.
 *
 * @param bad scripts that the rule is about
 * @param good scripts without any finding
 * @param exists scripts whose tables exist in the lake before the others are checked
 */
record RulePage(String id, String text, List<String> bad, List<String> good, List<String> exists) {
    static final Path FOLDER = Path.of(System.getProperty("basedir", ".")).resolve("../docs/rules");

    private static final Pattern SAMPLE =
            Pattern.compile("^```sql (bad|good|exists)\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    static List<RulePage> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> !file.endsWith("README.md"))
                    .sorted()
                    .map(RulePage::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RulePage read(Path file) {
        try {
            String text = Files.readString(file);
            String id = String.valueOf(file.getFileName()).replaceFirst("\\.md$", "");
            return new RulePage(id, text, samples(text, "bad"), samples(text, "good"), samples(text, "exists"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> samples(String text, String kind) {
        List<String> samples = new ArrayList<>();
        Matcher matcher = SAMPLE.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).equals(kind)) {
                samples.add(matcher.group(2));
            }
        }
        return samples;
    }
}
