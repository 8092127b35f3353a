package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.CatalogBaseTable;
import org.apache.flink.table.catalog.Column;

/** Makes two tables of a topic for windows of one kind: of the rows that are in time for them, and of those that are not. */
final class JudgedTopics {
    static final String MISSED_START = "$missed_window_start";
    static final String MISSED_END = "$missed_window_end";
    static final String OPEN_END = "$open_window_end";

    private static final List<String> OURS = List.of("default_catalog", "default_database");
    private static final Pattern MILLISECONDS = Pattern.compile("\\[(\\d+):INTERVAL ");

    private final TableEnvironment environment;
    private final Map<String, Judged> judged = new LinkedHashMap<>();

    JudgedTopics(TableEnvironment environment) {
        this.environment = environment;
    }

    /**
     * A topic's rows for windows of one kind.
     *
     * @param inTime the table of those that are for open windows
     * @param late the table of those that have missed one
     * @param columns of the topic's table
     */
    record Judged(String topic, String window, List<String> inTime, List<String> late, List<Column> columns) {}

    /** What the source is told of the windows; nothing if the statement is wrong, which its planning tells. */
    Optional<String> window(WindowCall call) {
        List<Long> numbers = new ArrayList<>();
        for (String length : call.lengths()) {
            try {
                Matcher matcher = MILLISECONDS.matcher(environment.explainSql("SELECT " + length));
                if (!matcher.find()) {
                    return Optional.empty();
                }
                numbers.add(Long.parseLong(matcher.group(1)));
            } catch (RuntimeException e) {
                return Optional.empty();
            }
        }
        int lengths = call.overlaps() ? 2 : 1;
        if (numbers.size() < lengths) {
            return Optional.empty();
        }
        if (numbers.size() == lengths && !call.function().equals("SESSION")) {
            numbers.add(0L);
        }
        return Optional.of(call.function() + " "
                + String.join(" ", numbers.stream().map(String::valueOf).toList()));
    }

    /** @param topic the full name of its table */
    Judged judged(List<String> topic, CatalogBaseTable table, String window) {
        return judged.computeIfAbsent(TableName.quoted(topic) + " " + window, key -> judge(topic, table, window));
    }

    private Judged judge(List<String> path, CatalogBaseTable whole, String window) {
        int number = judged.size() + 1;
        String topic = whole.getOptions().getOrDefault("topic", path.get(2));
        List<String> inTime = path(topic + "$in_time_" + number);
        List<String> late = path(topic + "$late_" + number);
        Schema.Builder inTimeColumns = Schema.newBuilder().fromSchema(whole.getUnresolvedSchema());
        if (window.startsWith("HOP") || window.startsWith("CUMULATE")) {
            inTimeColumns.columnByMetadata(OPEN_END, "TIMESTAMP(3)", "open-window-end", true);
        }
        // Without a watermark: nothing waits for these rows.
        Schema.Builder lateColumns = Schema.newBuilder()
                .fromColumns(whole.getUnresolvedSchema().getColumns())
                .columnByMetadata(MISSED_START, "TIMESTAMP(3)", "missed-window-start", true)
                .columnByMetadata(MISSED_END, "TIMESTAMP(3)", "missed-window-end", true);
        create(inTime, inTimeColumns.build(), whole, Map.of("late-window", window));
        create(late, lateColumns.build(), whole, Map.of("late-window", window, "records", "late"));
        List<Column> columns =
                environment.from(TableName.quoted(path)).getResolvedSchema().getColumns();
        return new Judged(topic, window, inTime, late, columns);
    }

    /** A table as another is. Not a temporary one: plans do not keep those. */
    private void create(List<String> path, Schema columns, CatalogBaseTable like, Map<String, String> options) {
        TableDescriptor.Builder descriptor =
                TableDescriptor.forConnector("tidewater-kafka").schema(columns);
        like.getOptions().forEach(descriptor::option);
        options.forEach(descriptor::option);
        environment.createTable(TableName.quoted(path), descriptor.build());
    }

    /** The full name of what is made for the script. */
    static List<String> path(String name) {
        List<String> path = new ArrayList<>(OURS);
        path.add(name);
        return path;
    }

    Collection<Judged> all() {
        return judged.values();
    }
}
