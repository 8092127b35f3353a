package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the rows of an output differ from those expected, row by row and cell by cell. Order does not matter, and equal rows
 * count as often as they are there.
 *
 * @param output as the test names it
 * @param line where the test expects it
 * @param expected number of rows
 * @param actual number of rows
 * @param rows in the order in which they were expected, then those that nobody expects; empty if all is as it should be
 */
public record TableDiff(String output, int line, long expected, long actual, List<Row> rows) {
    public TableDiff {
        rows = List.copyOf(rows);
    }

    /** What is wrong with a row. */
    public enum Kind {
        MISSING,
        EXTRA,
        DIFFERENT
    }

    /**
     * A row that is not as it should be.
     *
     * @param row the cells that tell it from others: of a missing or extra one all
     * @param cells that differ
     */
    public record Row(Kind kind, Map<String, JsonNode> row, List<Cell> cells) {
        public Row {
            row = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(row));
            cells = List.copyOf(cells);
        }
    }

    /** A cell that differs. */
    public record Cell(String column, JsonNode expected, JsonNode actual) {}

    public boolean isEmpty() {
        return rows.isEmpty() && expected == actual;
    }

    /**
     * @param key columns that tell rows apart; empty: rows that are not as expected meet those that are most like them
     * @param wanted rows, of which only the columns they name are compared
     */
    static TableDiff of(
            String output,
            int line,
            List<String> key,
            List<Map<String, JsonNode>> wanted,
            List<Map<String, JsonNode>> found) {
        int[] foundOf = match(wanted, found);
        boolean[] taken = new boolean[found.size()];
        Arrays.stream(foundOf).filter(i -> i >= 0).forEach(i -> taken[i] = true);
        Map<Integer, Row> rows = new TreeMap<>();
        for (int i = 0; i < wanted.size(); i++) {
            if (foundOf[i] < 0) {
                rows.put(i, wrong(wanted.get(i), key, found, taken));
            }
        }
        for (int i = 0; i < found.size(); i++) {
            if (!taken[i]) {
                rows.put(wanted.size() + i, new Row(Kind.EXTRA, found.get(i), List.of()));
            }
        }
        return new TableDiff(
                output,
                line,
                wanted.size(),
                found.size(),
                rows.values().stream().toList());
    }

    private static Row wrong(
            Map<String, JsonNode> row, List<String> key, List<Map<String, JsonNode>> found, boolean[] taken) {
        int best = -1;
        long most = 0;
        for (int i = 0; i < found.size(); i++) {
            if (taken[i]) {
                continue;
            }
            long same = same(row, found.get(i), key.isEmpty() ? row.keySet() : new LinkedHashSet<>(key));
            boolean alike = key.isEmpty() ? same * 2 >= row.size() && same > 0 : same == key.size();
            if (alike && same > most) {
                most = same;
                best = i;
            }
        }
        if (best < 0) {
            return new Row(Kind.MISSING, row, List.of());
        }
        taken[best] = true;
        Map<String, JsonNode> actual = found.get(best);
        List<Cell> cells = new ArrayList<>();
        Map<String, JsonNode> telling = new LinkedHashMap<>();
        row.forEach((column, value) -> {
            if (!value.equals(actual.get(column))) {
                cells.add(new Cell(column, value, cell(actual, column)));
            } else if (key.isEmpty() || key.contains(column)) {
                telling.put(column, value);
            }
        });
        return new Row(Kind.DIFFERENT, telling, cells);
    }

    private static JsonNode cell(Map<String, JsonNode> row, String column) {
        return row.getOrDefault(column, com.fasterxml.jackson.databind.node.NullNode.getInstance());
    }

    private static long same(Map<String, JsonNode> wanted, Map<String, JsonNode> found, Set<String> columns) {
        return columns.stream()
                .filter(column -> wanted.containsKey(column)
                        && wanted.get(column) != null
                        && cell(wanted, column).equals(found.get(column)))
                .count();
    }

    /**
     * For each wanted row a found one that it fits, or -1; as many as can be. A row that names few columns may fit several,
     * so one that has a place makes room for another if it fits elsewhere.
     */
    private static int[] match(List<Map<String, JsonNode>> wanted, List<Map<String, JsonNode>> found) {
        int[] wantedOf = new int[found.size()];
        Arrays.fill(wantedOf, -1);
        for (int i = 0; i < wanted.size(); i++) {
            place(i, wanted, found, wantedOf, new boolean[found.size()]);
        }
        int[] foundOf = new int[wanted.size()];
        Arrays.fill(foundOf, -1);
        for (int i = 0; i < wantedOf.length; i++) {
            if (wantedOf[i] >= 0) {
                foundOf[wantedOf[i]] = i;
            }
        }
        return foundOf;
    }

    private static boolean place(
            int row,
            List<Map<String, JsonNode>> wanted,
            List<Map<String, JsonNode>> found,
            int[] wantedOf,
            boolean[] tried) {
        for (int i = 0; i < found.size(); i++) {
            if (!tried[i] && found.get(i).entrySet().containsAll(wanted.get(row).entrySet())) {
                tried[i] = true;
                if (wantedOf[i] < 0 || place(wantedOf[i], wanted, found, wantedOf, tried)) {
                    wantedOf[i] = row;
                    return true;
                }
            }
        }
        return false;
    }
}
