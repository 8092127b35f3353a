package dev.tidewater.cli;

import dev.tidewater.cli.CommonOptions.Format;
import dev.tidewater.engine.json.Json;
import dev.tidewater.server.ErrorBody;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reports what went wrong: people read stderr; with {@code -o json}, programs find the same as JSON on stdout. */
final class Errors {
    private static final Pattern OUTPUT = Pattern.compile("(?:-[fh]*o|--output)(?:=(.*))?|-[fh]*o(.+)");

    private final Format format;
    private final Terminal.Talk talk;

    Errors(Format format, Terminal.Talk talk) {
        this.format = format;
        this.talk = talk;
    }

    /** Looked up by hand: it must be right also where the arguments do not parse. */
    static Format format(String... args) {
        for (int i = 0; i < args.length && !args[i].equals("--"); i++) {
            Matcher option = OUTPUT.matcher(args[i]);
            if (option.matches()) {
                String joined = option.group(1) != null ? option.group(1) : option.group(2);
                String value = joined != null ? joined : i + 1 < args.length ? args[i + 1] : "";
                return new CommonOptions.Formats().find(value).orElse(Format.TEXT);
            }
        }
        return Format.TEXT;
    }

    /**
     * Says what was thrown.
     *
     * @param texts what findings may be about without being files
     * @return the exit code
     */
    int report(Throwable thrown, Map<String, String> texts) {
        Failure failure = Failure.of(thrown);
        ErrorBody.Error error = failure.error();
        if (format == Format.JSON) {
            System.out.println(Json.writePretty(new ErrorBody(error)));
            System.out.flush();
        }
        System.err.print(
                failure.trace() + new ErrorText(talk, texts).of(error.message(), error.findings(), error.hint()));
        System.err.flush();
        return error.exitCode();
    }
}
