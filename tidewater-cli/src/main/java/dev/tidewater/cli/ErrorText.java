package dev.tidewater.cli;

import dev.tidewater.engine.sql.Excerpt;
import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An error as people read it: what is wrong, where with the line itself, and what to do next. */
final class ErrorText {
    private ErrorText() {}

    static String of(TidewaterException e) {
        StringBuilder text = new StringBuilder();
        text.append("error: ").append(e.message()).append('\n');
        for (Finding finding : e.findings()) {
            text.append('\n').append(Excerpt.render(finding, source(finding.file())));
        }
        if (!e.hint().isEmpty()) {
            text.append(e.findings().isEmpty() ? "" : "\n")
                    .append("next: ")
                    .append(e.hint())
                    .append('\n');
        }
        return text.toString();
    }

    /** Text of the file that a finding is about; nothing if it cannot be read any more. */
    private static String source(String file) {
        try {
            return file.isEmpty() ? "" : Files.readString(Path.of(file));
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }
}
