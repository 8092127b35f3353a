package dev.tidewater.cli;

import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Options of every command, and the two things that all of them need: where things are, and where words go. */
final class CommonOptions {
    /** How an answer is written. */
    enum Format {
        TEXT,
        JSON
    }

    static final class Formats extends Choice<Format> {
        Formats() {
            super(Format.values(), format -> format.name().toLowerCase(Locale.ROOT));
        }
    }

    @Option(
            names = {"--project"},
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Folder of the project (default: this one).")
    private Path project = Path.of(".");

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            defaultValue = "text",
            converter = Formats.class,
            completionCandidates = Formats.class,
            description = "How the answer is written to stdout (default: text).")
    private Format format = Format.TEXT;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli answers it
    private boolean help;

    Path project() {
        if (!Files.isDirectory(project)) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    Files.exists(project)
                            ? "\"" + project + "\" is a file, and a project is a folder"
                            : "folder \"" + project + "\" does not exist",
                    "name the project's folder with: --project DIR");
        }
        return project.toAbsolutePath().normalize();
    }

    StackLayout layout() {
        return new StackLayout(home(), project());
    }

    Format format() {
        return format;
    }

    /** Prints an answer to stdout in the wanted form. */
    void answer(Object report, String text) {
        if (format == Format.JSON) {
            System.out.println(Json.writePretty(report));
        } else {
            System.out.print(text);
        }
        System.out.flush();
    }

    /** Says something to the person at the terminal, on stderr. */
    static void say(String words) {
        System.err.println(words);
    }

    /** The distribution; the launcher says where it lies. */
    static Path home() {
        String home = System.getProperty("tidewater.home");
        if (home == null) {
            throw new IllegalStateException("tidewater.home is not set; start Tidewater by its launcher");
        }
        return Path.of(home);
    }
}
