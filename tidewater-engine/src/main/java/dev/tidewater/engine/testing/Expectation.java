package dev.tidewater.engine.testing;

import java.util.List;
import java.util.Optional;

/**
 * What an output must hold at the end.
 *
 * @param output as the test names it
 * @param key columns by which rows are told apart; empty: all of them
 * @param rows that are there, and no others
 * @param count of rows, where they are not listed
 * @param sql the query whose rows they are, instead of the output's own
 * @param written what stands in the file and {@code --update} replaces
 */
record Expectation(
        String output,
        Mark mark,
        List<GivenValue> key,
        Optional<List<GivenRow>> rows,
        Optional<Long> count,
        Optional<String> sql,
        Optional<Written> written) {
    Expectation {
        key = List.copyOf(key);
        rows = rows.map(List::copyOf);
    }

    /**
     * The rows in the text of the file.
     *
     * @param start offset of the first character
     * @param end offset after the last
     * @param indent columns before each; empty if they stand in brackets
     */
    record Written(int start, int end, Optional<Integer> indent) {}
}
