package dev.tidewater.cli;

import dev.tidewater.engine.deploy.PipelineStatus.State;
import dev.tidewater.engine.deploy.TopicDetails;
import dev.tidewater.engine.deploy.TopicReport;
import dev.tidewater.engine.deploy.TopicReport.Reader;
import dev.tidewater.engine.deploy.TopicReport.Schema;
import java.util.List;
import java.util.stream.Collectors;

/** Topics as text. */
final class TopicsText {
    private static final String NOTHING = "-";

    private TopicsText() {}

    static String list(List<TopicReport> topics) {
        if (topics.isEmpty()) {
            return "no topics; fill one with: tidewater produce TOPIC FILE\n";
        }
        TextTable table = new TextTable(
                        "TOPIC", "PARTITIONS", "ROWS", "SCHEMA", "READ BY", "WRITTEN BY", "DEAD", "LATE")
                .alignRight(1)
                .alignRight(2)
                .alignRight(6)
                .alignRight(7);
        for (TopicReport topic : topics) {
            table.row(
                    topic.name(),
                    Integer.toString(topic.partitions()),
                    Units.number(topic.rows()),
                    schema(topic),
                    readers(topic),
                    writers(topic),
                    Units.number(topic.dead()),
                    Units.number(topic.late()));
        }
        return table.render();
    }

    static String details(TopicDetails details) {
        TopicReport topic = details.topic();
        StringBuilder text = new StringBuilder();
        text.append(details.table()
                .map(table -> table.description() + "\n\n" + columns(details).render())
                .orElse("topic \"" + topic.name() + "\" is no table: "
                        + details.problem().orElse("nothing is known of it") + "\n"));
        text.append('\n').append(partitions(details).render()).append('\n');
        details.table()
                .ifPresent(table -> table.settings()
                        .forEach((key, value) -> text.append("setting     ")
                                .append(key)
                                .append(" = ")
                                .append(value)
                                .append('\n')));
        details.configs()
                .forEach((key, value) -> text.append("kafka       ")
                        .append(key)
                        .append(" = ")
                        .append(value)
                        .append('\n'));
        return text.append("read by     ")
                .append(readers(topic))
                .append("\nwritten by  ")
                .append(writers(topic))
                .append("\ndead        ")
                .append(Units.number(topic.dead()))
                .append("\nlate        ")
                .append(Units.number(topic.late()))
                .append('\n')
                .toString();
    }

    private static TextTable columns(TopicDetails details) {
        TextTable table = new TextTable("COLUMN", "TYPE");
        details.table().ifPresent(found -> found.columns().forEach(column -> table.row(column.name(), column.type())));
        return table;
    }

    private static TextTable partitions(TopicDetails details) {
        TextTable table = new TextTable("PARTITION", "BEGIN", "END", "ROWS")
                .alignRight(0)
                .alignRight(1)
                .alignRight(2)
                .alignRight(3);
        details.offsets()
                .forEach(one -> table.row(
                        Integer.toString(one.partition()),
                        Units.number(one.begin()),
                        Units.number(one.end()),
                        Units.number(one.end() - one.begin())));
        return table;
    }

    private static String schema(TopicReport topic) {
        return topic.schema()
                .map(schema -> name(schema.type()) + " v" + schema.version())
                .orElse(NOTHING);
    }

    private static String name(Schema.Type type) {
        return switch (type) {
            case AVRO -> "Avro";
            case JSON -> "JSON Schema";
            case PROTOBUF -> "Protobuf";
        };
    }

    private static String readers(TopicReport topic) {
        return topic.readers().isEmpty()
                ? NOTHING
                : topic.readers().stream().map(TopicsText::reader).collect(Collectors.joining(", "));
    }

    private static String reader(Reader reader) {
        String state = reader.lag()
                .map(lag -> Units.number(lag) + " behind")
                .orElse(
                        reader.state() == State.RUNNING
                                ? "not known yet"
                                : reader.state().label());
        return reader.pipeline() + " (" + state + ")";
    }

    private static String writers(TopicReport topic) {
        return topic.writers().isEmpty() ? NOTHING : String.join(", ", topic.writers());
    }
}
