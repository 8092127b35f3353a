package dev.tidewater.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.RowKind;

/** What is left of rows that come and go, in the order in which they came; equal rows are counted. */
final class ChangingRows {
    private final Map<List<JsonNode>, Integer> counts = new LinkedHashMap<>();
    private int size;
    private boolean onlyGrew = true;

    void apply(RowKind kind, List<JsonNode> row) {
        boolean comes = kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER;
        size += comes ? 1 : -1;
        onlyGrew &= kind == RowKind.INSERT;
        counts.merge(row, comes ? 1 : -1, (before, change) -> before + change == 0 ? null : before + change);
    }

    int size() {
        return size;
    }

    boolean onlyGrew() {
        return onlyGrew;
    }

    List<List<JsonNode>> rows() {
        List<List<JsonNode>> rows = new ArrayList<>();
        counts.forEach((row, count) -> {
            for (int i = 0; i < count; i++) {
                rows.add(row);
            }
        });
        return rows;
    }
}
