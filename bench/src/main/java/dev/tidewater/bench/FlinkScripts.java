package dev.tidewater.bench;

import dev.tidewater.bench.data.Column;
import dev.tidewater.bench.data.Dataset;
import dev.tidewater.bench.data.Dataset.Kind;
import dev.tidewater.engine.stack.Endpoints;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The scripts of the works, for Tidewater and for stock Flink SQL: the same queries over tables that each declares in its way. */
final class FlinkScripts {
    private static final String BLACKHOLE = "WITH ('connector' = 'blackhole')";

    private final Work work;
    private final List<Dataset> inputs;
    private final String namespace;

    /** @param namespace of the table that is written */
    FlinkScripts(Work work, List<Dataset> inputs, String namespace) {
        this.work = work;
        this.inputs = inputs;
        this.namespace = namespace;
    }

    /** Checkpoints are asked for one by one; a job that has none by itself would commit nothing. */
    private static final String CHECKPOINTS = "SET 'execution.checkpointing.interval' = '10 h';\n";

    /** As a user of Tidewater writes it. */
    String ours() {
        return CHECKPOINTS
                + target(Column::lakeSql, "TIMESTAMP_LTZ(6)")
                + query(topic(0), work == Work.E ? topic(1) : "", "`$rowtime`", "`$rowtime`");
    }

    /** What cannot be said in a script, and is said of a topic once; empty if nothing is. */
    String preparation() {
        return work == Work.D
                ? "ALTER TABLE " + topic(0) + " SET ('value.format' = 'json', 'value.schema' = '"
                        + inputs.get(0).width().jsonSchema() + "')"
                : "";
    }

    /** As a user of Flink SQL writes it, after its documentation. */
    String stock(Endpoints endpoints) {
        return CHECKPOINTS
                + lake(endpoints)
                + orders(endpoints)
                + (work == Work.E ? payments(endpoints) : "")
                + (work == Work.D
                        ? target(Column::lakeSql, "TIMESTAMP_LTZ(6)")
                        : target(Column::zonelessLakeSql, "TIMESTAMP(6)"))
                + query("orders", "payments", "order_time", "paid_at");
    }

    private String topic(int input) {
        return "kafka.topics.`" + inputs.get(input).topic() + "`";
    }

    private String target(Function<Column, String> sql, String time) {
        String all = columns().stream().map(sql).collect(Collectors.joining(", "));
        String table = "CREATE TABLE IF NOT EXISTS " + targetName() + " ";
        return switch (work) {
            case A ->
                "CREATE TABLE nowhere ("
                        + columns().stream()
                                .map(work == Work.A && time.contains("LTZ") ? Column::sourceMomentSql : Column::sql)
                                .collect(Collectors.joining(", "))
                        + ") " + BLACKHOLE + ";\n";
            case B ->
                database() + table + "(window_start TIMESTAMP(6), product_id STRING, orders BIGINT, pieces BIGINT,"
                        + " revenue DECIMAL(38, 2));\n";
            case C, D -> database() + table + "(" + all + ");\n";
            case E ->
                database() + table + "(order_id STRING, order_time " + time + ", user_id STRING, product_id STRING,"
                        + " payment_id STRING, paid_at " + time + ", amount DECIMAL(10, 2), provider STRING);\n";
            case F ->
                database() + table + "(order_id STRING, order_time " + time + ", product_id STRING,"
                        + " unit_price DECIMAL(10, 2));\n";
        };
    }

    private String query(String orders, String payments, String orderTime, String paymentTime) {
        String all = columns().stream().map(column -> "`" + column.name() + "`").collect(Collectors.joining(", "));
        String into = "INSERT INTO " + targetName() + " ";
        return into
                + switch (work) {
                    case A, C, D -> "SELECT " + all + " FROM " + orders + ";\n";
                    case B ->
                        "SELECT window_start, product_id, COUNT(*), SUM(quantity), SUM(unit_price) FROM TABLE(TUMBLE(TABLE "
                                + orders + ", DESCRIPTOR(" + orderTime + "), INTERVAL '1' MINUTE))"
                                + " GROUP BY window_start, window_end, product_id;\n";
                    case E ->
                        "SELECT o.order_id, o.order_time, o.user_id, o.product_id, p.payment_id, p.paid_at, p.amount,"
                                + " p.provider FROM " + orders + " AS o JOIN " + payments
                                + " AS p ON p.order_id = o.order_id AND p."
                                + paymentTime + " BETWEEN o." + orderTime + " AND o." + orderTime
                                + " + INTERVAL '5' MINUTE;\n";
                    case F ->
                        "SELECT order_id, order_time, product_id, unit_price FROM " + orders
                                + " WHERE channel = 'web';\n";
                };
    }

    private String targetName() {
        return work == Work.A ? "nowhere" : "lake." + namespace + "." + Lake.TABLE;
    }

    private String database() {
        return "CREATE DATABASE IF NOT EXISTS lake." + namespace + ";\n";
    }

    private static String lake(Endpoints endpoints) {
        return "CREATE CATALOG lake WITH ('type' = 'iceberg', 'catalog-type' = 'rest', 'uri' = '"
                + endpoints.catalog().uri() + "', 'warehouse' = '"
                + endpoints.catalog().warehouse()
                + "', 'io-impl' = 'org.apache.iceberg.aws.s3.S3FileIO', 's3.endpoint' = '"
                + endpoints.s3().endpoint() + "', 's3.path-style-access' = 'true', 'client.region' = '"
                + endpoints.s3().region() + "');\n";
    }

    private String orders(Endpoints endpoints) {
        String watermark = work == Work.B || work == Work.E
                ? ", WATERMARK FOR order_time AS order_time - INTERVAL '5' SECOND"
                : "";
        // Only a moment may end with a Z in JSON, and only a time without a zone may be in Avro.
        Function<Column, String> sql = work == Work.D ? Column::sourceMomentSql : Column::sql;
        String columns = columns().stream().map(sql).collect(Collectors.joining(", "));
        return "CREATE TABLE orders (" + columns + watermark + ") WITH (" + kafka(endpoints, inputs.get(0)) + ");\n";
    }

    private String payments(Endpoints endpoints) {
        return "CREATE TABLE payments (payment_id STRING NOT NULL, order_id STRING NOT NULL, paid_at TIMESTAMP(3) NOT NULL,"
                + " amount DECIMAL(10, 2) NOT NULL, provider STRING NOT NULL,"
                + " WATERMARK FOR paid_at AS paid_at - INTERVAL '5' SECOND) WITH ("
                + kafka(endpoints, inputs.get(1)) + ");\n";
    }

    private static String kafka(Endpoints endpoints, Dataset input) {
        String format = input.kind() == Kind.ORDERS_JSON
                ? "'format' = 'json', 'json.timestamp-format.standard' = 'ISO-8601'"
                : "'format' = 'avro-confluent', 'avro-confluent.url' = '"
                        + endpoints.schemaRegistry().url() + "'";
        return "'connector' = 'kafka', 'topic' = '" + input.topic() + "', 'properties.bootstrap.servers' = '"
                + endpoints.kafka().bootstrapServers()
                + "', 'properties.group.id' = 'bench', 'scan.startup.mode' = 'earliest-offset',"
                + " 'scan.bounded.mode' = 'latest-offset', " + format;
    }

    private List<Column> columns() {
        return inputs.get(0).width().columns();
    }
}
