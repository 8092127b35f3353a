package dev.tidewater.examples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows a table must hold, as a multiset: order means nothing, repetition does. Values are {@code String},
 * {@code Long}, {@code BigDecimal}, {@code Double}, {@code Boolean}, {@code LocalDate}, {@code LocalDateTime} (UTC) or
 * null.
 *
 * @param name with catalog and database, for example {@code lake.shop.user_sessions}
 */
public record ExpectedTable(String name, List<String> columns, List<List<@Nullable Object>> rows) {
    public ExpectedTable {
        columns = List.copyOf(columns);
        List<List<@Nullable Object>> copies = new ArrayList<>(rows.size());
        for (List<@Nullable Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("table \"" + name + "\" has " + columns.size()
                        + " columns, but a row has " + row.size() + " values: " + row);
            }
            copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        rows = Collections.unmodifiableList(copies);
    }

    /** A row, values in the order of the columns; null is a value like any other. */
    public static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }
}
