package dev.tidewater.cli;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;

/**
 * What stdout and stderr lead to. A JVM cannot ask the system; the launcher does, and passes the answer in the properties
 * {@code tidewater.columns} (set if stdout is a terminal), {@code tidewater.stdin} and {@code tidewater.stderr}.
 *
 * @param columns width of the terminal that stdout leads to; empty if it leads to a file or a program
 * @param helpColumns width that help is wrapped at
 * @param talk what stderr can do
 */
record Terminal(OptionalInt columns, int helpColumns, Talk talk) {
    private static final int USUAL = 80;
    private static final int WIDEST_HELP = 100;

    /** What stderr can do. */
    enum Talk {
        /** It is a file or a program: whole lines, no colours. */
        LINES,
        /** It is a terminal, and colours are not wanted. */
        REWRITES_LINES,
        /** It is a terminal. */
        IN_COLOUR
    }

    static Terminal ofThisProcess() {
        return of(System.getProperties(), System.getenv());
    }

    static Terminal of(Properties properties, Map<String, String> environment) {
        OptionalInt columns = width(properties.getProperty("tidewater.columns", ""));
        OptionalInt wanted = width(environment.getOrDefault("COLUMNS", ""));
        int help = columns.orElse(wanted.orElse(USUAL));
        return new Terminal(columns, Math.min(help, WIDEST_HELP), talk(properties, environment));
    }

    /** Whether a person types into stdin and reads stdout. */
    static boolean isConversation() {
        return System.getProperty("tidewater.stdin", "").equals("terminal")
                && ofThisProcess().columns().isPresent();
    }

    private static Talk talk(Properties properties, Map<String, String> environment) {
        boolean terminal = properties.getProperty("tidewater.stderr", "").equals("terminal");
        if (!terminal || environment.getOrDefault("TERM", "").equals("dumb")) {
            return Talk.LINES;
        }
        return environment.getOrDefault("NO_COLOR", "").isEmpty() ? Talk.IN_COLOUR : Talk.REWRITES_LINES;
    }

    /** Widths below 40 are taken for noise; help and tables could not be read in them anyway. */
    private static OptionalInt width(String text) {
        return text.matches("\\d{2,4}") && Integer.parseInt(text) >= 40
                ? OptionalInt.of(Integer.parseInt(text))
                : OptionalInt.empty();
    }
}
