package dev.tidewater.engine.plan;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What the rows of an operator mean, however the plan numbers or names them. Two operators whose meanings are equal, in two plans
 * over the same inputs, give the same rows.
 *
 * @param rows which rows there are
 * @param time how event time goes by in them
 * @param columns where the value of each column comes from
 */
record Meaning(String rows, String time, List<String> columns) {
    Meaning {
        columns = List.copyOf(columns);
    }

    /** Of an operator that makes rows of its own. */
    static Meaning made(String rows, String time, int columns) {
        return new Meaning(
                rows,
                time,
                IntStream.range(0, columns)
                        .mapToObj(column -> rows + "." + column)
                        .toList());
    }

    /** All that can be seen of it, time apart. */
    String values() {
        return rows + columns;
    }
}
