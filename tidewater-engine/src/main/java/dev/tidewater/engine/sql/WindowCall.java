package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A window table function in a statement: {@code TUMBLE(TABLE orders, DESCRIPTOR(ts), INTERVAL '1' MINUTE)}.
 *
 * @param function TUMBLE, HOP, CUMULATE or SESSION
 * @param from offset of its first character, of the {@code TABLE(} around it if there is one
 * @param to offset after its last
 * @param table the table whose rows get windows
 * @param time column of their time
 * @param lengths texts of its intervals, in the order of the function
 */
record WindowCall(String function, int from, int to, TableName table, String time, List<String> lengths) {
    private static final Map<String, List<String>> PARAMETERS = Map.of(
            "TUMBLE", List.of("DATA", "TIMECOL", "SIZE", "OFFSET"),
            "HOP", List.of("DATA", "TIMECOL", "SLIDE", "SIZE", "OFFSET"),
            "CUMULATE", List.of("DATA", "TIMECOL", "STEP", "SIZE", "OFFSET"),
            "SESSION", List.of("DATA", "TIMECOL", "GAP"));

    WindowCall {
        lengths = List.copyOf(lengths);
    }

    /** Whether a row is in several of its windows. */
    boolean overlaps() {
        return function.equals("HOP") || function.equals("CUMULATE");
    }

    /** All of a statement, in order. */
    static List<WindowCall> in(List<SqlToken> tokens) {
        List<WindowCall> calls = new ArrayList<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            String function = tokens.get(i).text().toUpperCase(Locale.ROOT);
            if (tokens.get(i).kind() == SqlToken.Kind.WORD
                    && PARAMETERS.containsKey(function)
                    && tokens.get(i + 1).isSymbol('(')) {
                call(function, tokens, i).ifPresent(calls::add);
            }
        }
        return calls;
    }

    private static Optional<WindowCall> call(String function, List<SqlToken> tokens, int at) {
        int closing = closing(tokens, at + 1);
        if (closing < 0) {
            return Optional.empty();
        }
        List<String> parameters = PARAMETERS.getOrDefault(function, List.of());
        List<List<SqlToken>> arguments = new ArrayList<>();
        parameters.forEach(parameter -> arguments.add(List.of()));
        List<List<SqlToken>> written = split(tokens.subList(at + 2, closing));
        for (int i = 0; i < written.size(); i++) {
            List<SqlToken> argument = written.get(i);
            boolean isNamed = argument.size() > 3
                    && argument.get(1).isSymbol('=')
                    && argument.get(2).isSymbol('>');
            int place = isNamed ? parameters.indexOf(argument.get(0).text().toUpperCase(Locale.ROOT)) : i;
            if (place < 0 || place >= parameters.size()) {
                return Optional.empty();
            }
            arguments.set(place, isNamed ? argument.subList(3, argument.size()) : argument);
        }
        List<SqlToken> data = arguments.get(0);
        List<SqlToken> time = arguments.get(1);
        // The functions of GROUP BY have the same names, and a time as their first argument.
        if (data.isEmpty()
                || !data.get(0).is("TABLE")
                || time.size() < 4
                || !time.get(0).is("DESCRIPTOR")) {
            return Optional.empty();
        }
        boolean isWrapped = at >= 2
                && tokens.get(at - 1).isSymbol('(')
                && tokens.get(at - 2).is("TABLE")
                && closing + 1 < tokens.size()
                && tokens.get(closing + 1).isSymbol(')');
        return TableName.at(data, 1)
                .map(table -> new WindowCall(
                        function,
                        tokens.get(isWrapped ? at - 2 : at).start(),
                        tokens.get(isWrapped ? closing + 1 : closing).end(),
                        table,
                        time.get(2).value(),
                        arguments.subList(2, arguments.size()).stream()
                                .map(WindowCall::text)
                                .filter(text -> !text.isEmpty())
                                .toList()));
    }

    /** Where the parenthesis is closed that is opened there; -1 if nowhere. */
    static int closing(List<SqlToken> tokens, int opening) {
        int depth = 0;
        for (int i = opening; i < tokens.size(); i++) {
            if (tokens.get(i).isSymbol('(')) {
                depth++;
            } else if (tokens.get(i).isSymbol(')') && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<List<SqlToken>> split(List<SqlToken> tokens) {
        List<List<SqlToken>> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).isSymbol('(')) {
                depth++;
            } else if (tokens.get(i).isSymbol(')')) {
                depth--;
            } else if (tokens.get(i).isSymbol(',') && depth == 0) {
                parts.add(tokens.subList(from, i));
                from = i + 1;
            }
        }
        parts.add(tokens.subList(from, tokens.size()));
        return parts;
    }

    private static String text(List<SqlToken> tokens) {
        return String.join(" ", tokens.stream().map(SqlToken::text).toList());
    }
}
