package dev.tidewater.engine.deploy;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in Flink's stack traces the one line that a person needs. */
final class FlinkFailure {
    private static final Pattern THROWABLE = Pattern.compile("^(?:Caused by: )?((?:[\\w$]+\\.)+[\\w$]+)(?:: (.*))?$");

    private FlinkFailure() {}

    /** The innermost cause with a message, without its package. */
    static String rootMessage(String stackTrace) {
        String message = "";
        List<String> lines = stackTrace.lines().toList();
        for (String line : lines) {
            Matcher matcher = THROWABLE.matcher(line);
            if (matcher.matches()
                    && matcher.group(2) != null
                    && !matcher.group(2).isBlank()) {
                String type = matcher.group(1).substring(matcher.group(1).lastIndexOf('.') + 1);
                message = type + ": " + matcher.group(2);
            }
        }
        return message.isEmpty() && !lines.isEmpty() ? lines.get(0) : message;
    }
}
