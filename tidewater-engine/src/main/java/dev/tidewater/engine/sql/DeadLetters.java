package dev.tidewater.engine.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What keeps the records that a pipeline cannot decode: for each topic that it reads as a table, one more INSERT of the same
 * job, into lake table {@code dead.TOPIC}. The reader of the topic is shared, so that each record goes one way or the other.
 */
public final class DeadLetters {
    /** Database of the lake that holds a table for each topic. */
    public static final String DATABASE = "dead";

    private static final String COLUMNS =
            "reason, message, `partition`, `offset`, `timestamp`, `key`, `value`, headers";

    private final Map<String, String> tableByTopic = new LinkedHashMap<>();
    private final String pipeline;

    /** @param sources of the pipeline */
    DeadLetters(List<ConnectedTable> sources, String pipeline) {
        this.pipeline = pipeline;
        for (ConnectedTable source : sources) {
            if (source.setsBadRecordsAside()) {
                tableByTopic.putIfAbsent(source.topics().get(0), source.identifier());
            }
        }
    }

    /** What the table of a topic is called in {@link #DATABASE}; no two topics of a cluster share one. */
    public static String tableOf(String topic) {
        return TopicNames.inLake(topic);
    }

    boolean isEmpty() {
        return tableByTopic.isEmpty();
    }

    /** Statements that make the tables, if they are not there. */
    List<String> tables() {
        List<String> statements = new ArrayList<>();
        if (isEmpty()) {
            return statements;
        }
        statements.add("CREATE DATABASE IF NOT EXISTS " + Session.LAKE + "." + DATABASE);
        tableByTopic
                .keySet()
                .forEach(topic -> statements.add("CREATE TABLE IF NOT EXISTS " + name(topic)
                        + " (reason STRING NOT NULL, message STRING NOT NULL, pipeline STRING NOT NULL,"
                        + " `partition` INT NOT NULL, `offset` BIGINT NOT NULL, `timestamp` TIMESTAMP_LTZ(6) NOT NULL,"
                        + " `key` BYTES, `value` BYTES,"
                        + " headers ARRAY<ROW<`key` STRING NOT NULL, `value` BYTES> NOT NULL> NOT NULL)"
                        // Pipelines that read the same topic write to the same table, at the same time.
                        + " WITH ('commit.retry.num-retries' = '20', 'commit.retry.min-wait-ms' = '20')"));
        return statements;
    }

    List<String> inserts() {
        return tableByTopic.entrySet().stream()
                .map(entry -> "INSERT INTO " + name(entry.getKey()) + " (pipeline, " + COLUMNS + ") SELECT '"
                        + pipeline.replace("'", "''") + "', " + COLUMNS + " FROM "
                        + badRecordsOf(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String name(String topic) {
        return Session.LAKE + "." + DATABASE + "." + TableName.quoted(List.of(tableOf(topic)));
    }

    /**
     * @param table {@code catalog.database.topic}, where a topic's name may have dots; or a table that was made for late
     *     rows
     */
    private static String badRecordsOf(String topic, String table) {
        if (!table.endsWith("." + topic)) {
            return TableName.quoted(List.of(TopicNames.CATALOG, TopicNames.DATABASE, topic + "$dead"));
        }
        String[] path = table.substring(0, table.length() - topic.length() - 1).split("\\.");
        return TableName.quoted(List.of(path[0], path[1], topic + "$dead"));
    }
}
