package dev.tidewater.flink.source;

import java.util.List;

/**
 * Rows of a topic by whether they have missed windows.
 *
 * @param records {@code LATE} for the rows that have; else those for which some window is open
 */
record Judged(LateWindow window, TopicOptions.Records records) {
    /** What is known of such a row besides. */
    List<LateField> fields() {
        return isLate() ? List.of(LateField.MISSED_START, LateField.MISSED_END) : List.of(LateField.OPEN_END);
    }

    boolean isLate() {
        return records == TopicOptions.Records.LATE;
    }
}
