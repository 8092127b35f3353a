package dev.tidewater.bench.peers;

import static org.apache.spark.sql.avro.functions.from_avro;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.from_json;

import dev.tidewater.bench.data.Column;
import dev.tidewater.bench.data.Width;
import dev.tidewater.bench.job.Meter;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A work by Spark Structured Streaming, up to where the topic ends. Spark knows nothing of registries, so the five bytes before
 * each Avro record are cut off and the schema is given.
 *
 * <p>Usage: {@code SparkJob FILE}.
 */
public final class SparkJob {
    private SparkJob() {}

    public static void main(String[] args) throws Exception {
        Properties job = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            job.load(in);
        }
        SparkSession spark = session(job);
        long records = Long.parseLong(job.getProperty("records"));
        long commits = Long.parseLong(job.getProperty("commits"));
        String work = job.getProperty("work");
        Width width = Width.valueOf(job.getProperty("width"));
        Dataset<Row> rows = decoded(
                spark.readStream()
                        .format("kafka")
                        .option("kafka.bootstrap.servers", job.getProperty("brokers"))
                        .option("subscribe", job.getProperty("topic"))
                        .option("startingOffsets", "earliest")
                        .option("maxOffsetsPerTrigger", (records + commits - 1) / commits)
                        .load(),
                work,
                width);
        if (work.equals("f")) {
            rows = rows.where("channel = 'web'").select("order_id", "order_time", "product_id", "unit_price");
        }
        String table = "lake." + job.getProperty("namespace") + "." + job.getProperty("table");
        if (!work.equals("a")) {
            spark.sql("CREATE NAMESPACE IF NOT EXISTS lake." + job.getProperty("namespace"));
            spark.sql("CREATE TABLE " + table + " (" + columns(work, width) + ") USING iceberg");
        }
        Path checkpoint = Files.createTempDirectory(Path.of(job.getProperty("folder")), "spark");
        DataStreamWriter<Row> writer = rows.writeStream()
                .outputMode("append")
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", checkpoint.toString());
        Meter meter = Meter.begin();
        meter.watch(records);
        StreamingQuery query = work.equals("a") ? writer.format("noop").start() : writer.format("iceberg").toTable(table);
        query.awaitTermination();
        meter.end(Path.of(job.getProperty("reading")));
        System.exit(0);
    }

    private static SparkSession session(Properties job) {
        return SparkSession.builder()
                .master("local[1]")
                .appName("bench")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.local.dir", job.getProperty("folder"))
                .config("spark.sql.warehouse.dir", job.getProperty("folder"))
                .config("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog")
                .config("spark.sql.catalog.lake.type", "rest")
                .config("spark.sql.catalog.lake.uri", job.getProperty("catalog"))
                .config("spark.sql.catalog.lake.warehouse", job.getProperty("warehouse"))
                .config("spark.sql.catalog.lake.io-impl", "org.apache.iceberg.aws.s3.S3FileIO")
                .config("spark.sql.catalog.lake.s3.endpoint", job.getProperty("s3"))
                .config("spark.sql.catalog.lake.s3.path-style-access", "true")
                .config("spark.sql.catalog.lake.client.region", job.getProperty("region"))
                .getOrCreate();
    }

    private static Dataset<Row> decoded(Dataset<Row> records, String work, Width width) {
        if (work.equals("d")) {
            return records.select(from_json(
                                    col("value").cast("string"),
                                    org.apache.spark.sql.types.StructType.fromDDL(columns(work, width)))
                            .as("row"))
                    .select("row.*");
        }
        return records.select(from_avro(expr("substring(value, 6)"), width.avroSchema()).as("row"))
                .select("row.*");
    }

    private static String columns(String work, Width width) {
        return width.columns().stream()
                .filter(column -> !work.equals("f")
                        || "order_id order_time product_id unit_price".contains(column.name()))
                .map(column -> column.name() + " " + type(column.type()))
                .collect(Collectors.joining(", "));
    }

    private static String type(Column.Type type) {
        return switch (type) {
            case TEXT -> "STRING";
            case INT -> "INT";
            case LONG -> "BIGINT";
            case REAL -> "DOUBLE";
            case MONEY -> "DECIMAL(10, 2)";
            case TIME -> "TIMESTAMP";
            case TRUTH -> "BOOLEAN";
        };
    }
}
