package dev.tidewater.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is left of rows that come and go, in the order in which they came. A row that is updated keeps its place. */
public final class ChangingRows {
    private static final int NONE = -1;

    /** Rows by their places; null where one went. */
    private final List<@Nullable List<JsonNode>> places = new ArrayList<>();

    private final Map<List<JsonNode>, Deque<Integer>> placesOf = new HashMap<>();
    private int size;
    private int free = NONE;
    private boolean onlyGrew = true;

    public void apply(Change change) {
        onlyGrew &= change.kind() == Change.Kind.INSERT;
        if (change.kind().adds()) {
            add(change.row(), change.kind() == Change.Kind.UPDATE_AFTER ? free : NONE);
            free = NONE;
        } else {
            free = remove(change.row());
        }
    }

    public int size() {
        return size;
    }

    /** Whether no row ever went. */
    public boolean onlyGrew() {
        return onlyGrew;
    }

    public List<List<JsonNode>> rows() {
        return places.stream().filter(Objects::nonNull).toList();
    }

    /** The last rows, at most so many. */
    public List<List<JsonNode>> last(int most) {
        ArrayDeque<List<JsonNode>> rows = new ArrayDeque<>();
        for (int i = places.size() - 1; i >= 0 && rows.size() < most; i--) {
            List<JsonNode> row = places.get(i);
            if (row != null) {
                rows.addFirst(row);
            }
        }
        return List.copyOf(rows);
    }

    private void add(List<JsonNode> row, int place) {
        int at = place == NONE ? places.size() : place;
        if (at == places.size()) {
            places.add(row);
        } else {
            places.set(at, row);
        }
        placesOf.computeIfAbsent(row, same -> new ArrayDeque<>(1)).addLast(at);
        size++;
    }

    /** Returns the place that is free now; none for a row that is not there. */
    private int remove(List<JsonNode> row) {
        Deque<Integer> same = placesOf.get(row);
        if (same == null) {
            return NONE;
        }
        int place = same.removeLast();
        if (same.isEmpty()) {
            placesOf.remove(row);
        }
        places.set(place, null);
        size--;
        if (places.size() > 1024 && size < places.size() / 2) {
            closeUp();
            return NONE;
        }
        return place;
    }

    private void closeUp() {
        List<List<JsonNode>> left = rows();
        places.clear();
        placesOf.clear();
        size = 0;
        left.forEach(row -> add(row, NONE));
    }
}
