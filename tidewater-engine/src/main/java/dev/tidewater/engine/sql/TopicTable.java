package dev.tidewater.engine.sql;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A topic as a table.
 *
 * @param description how it is read, in one line
 * @param settings what {@code ALTER TABLE … SET} has settled
 */
public record TopicTable(String description, Map<String, String> settings, List<Column> columns) {
    /** Catalog {@code kafka} appends them to its comment on the table. */
    private static final Pattern SETTING = Pattern.compile("; ([a-z][a-z.-]*) = (.*?)(?=; [a-z][a-z.-]* = |$)");

    public TopicTable {
        settings = new TreeMap<>(settings);
        columns = List.copyOf(columns);
    }

    /** As {@code DESCRIBE} shows it. */
    public record Column(String name, String type) {}

    static TopicTable of(String comment, List<Column> columns) {
        Map<String, String> settings = new TreeMap<>();
        Matcher setting = SETTING.matcher(comment);
        int end = comment.length();
        while (setting.find()) {
            end = Math.min(end, setting.start());
            settings.put(setting.group(1), setting.group(2));
        }
        return new TopicTable(comment.substring(0, end), settings, columns);
    }
}
