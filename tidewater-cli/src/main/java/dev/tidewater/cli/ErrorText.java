package dev.tidewater.cli;

import dev.tidewater.engine.sql.Excerpt;
import dev.tidewater.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** An error as people read it: what is wrong, where with the line itself, and what to do next. */
final class ErrorText {
    private static final String RED = "\u001B[31m";
    private static final String PLAIN = "\u001B[0m";
    /** Scripts and configurations are smaller; a file of data is not worth reading for one line of it. */
    private static final long LARGEST_SOURCE = 4L * 1024 * 1024;

    private final Terminal.Talk talk;
    private final Map<String, String> texts;

    /** @param texts what findings may be about without being files, by the name that the findings give it */
    ErrorText(Terminal.Talk talk, Map<String, String> texts) {
        this.talk = talk;
        this.texts = Map.copyOf(texts);
    }

    String of(String message, List<Finding> findings, String hint) {
        StringBuilder text = new StringBuilder();
        text.append(label("error:")).append(' ').append(message.strip().replace("\n", "\n       "));
        text.append('\n');
        for (Finding finding : findings) {
            text.append('\n').append(excerpt(finding));
        }
        if (!hint.isEmpty()) {
            text.append(findings.isEmpty() ? "" : "\n");
            text.append("next: ").append(hint).append('\n');
        }
        return text.toString();
    }

    /** The same for a person who has just typed the text: findings say it all. */
    String brief(String message, List<Finding> findings, String hint) {
        if (findings.isEmpty()) {
            return of(message, findings, hint);
        }
        StringBuilder text = new StringBuilder();
        findings.forEach(finding -> text.append(excerpt(finding)));
        return text.toString();
    }

    private String label(String word) {
        return talk == Terminal.Talk.IN_COLOUR ? RED + word + PLAIN : word;
    }

    /** A finding with the line that it is about. */
    String excerpt(Finding finding) {
        int lineEnd = finding.message().indexOf('\n');
        if (lineEnd < 0) {
            return Excerpt.render(finding, source(finding.file()));
        }
        // It brings its own excerpt, below its first line.
        Finding head = new Finding(
                finding.rule(),
                finding.level(),
                finding.file(),
                finding.line(),
                finding.column(),
                finding.message().substring(0, lineEnd),
                "");
        String hint = finding.hint().isEmpty() ? "" : "  hint: " + finding.hint() + "\n";
        return Excerpt.render(head, "") + finding.message().substring(lineEnd + 1) + "\n" + hint;
    }

    /** Text that a finding is about; nothing if it cannot be read any more. */
    private String source(String name) {
        String text = texts.get(name);
        if (text != null) {
            return text;
        }
        try {
            Path file = Path.of(name);
            return Files.isRegularFile(file) && Files.size(file) <= LARGEST_SOURCE ? Files.readString(file) : "";
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }
}
