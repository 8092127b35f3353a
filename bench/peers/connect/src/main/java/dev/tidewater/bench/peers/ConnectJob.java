package dev.tidewater.bench.peers;

import dev.tidewater.bench.job.Meter;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.connect.cli.ConnectStandalone;
import dev.tidewater.bench.data.Column;
import dev.tidewater.bench.data.Width;

/**
 * A topic to a table by a standalone Connect worker with Iceberg's sink. A sink has no end: the job is over when the table
 * has as many rows as the topic has records.
 *
 * <p>Usage: {@code ConnectJob FILE}.
 */
public final class ConnectJob {
    private static final Duration PATIENCE = Duration.ofMinutes(12);

    private ConnectJob() {}

    public static void main(String[] args) throws Exception {
        Properties job = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            job.load(in);
        }
        long records = Long.parseLong(job.getProperty("records"));
        String id = "connect-" + UUID.randomUUID();
        String control = id + "-control";
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", job.getProperty("brokers")))) {
            admin.createTopics(List.of(new NewTopic(control, 1, (short) 1))).all().get();
        }
        Path folder = Files.createTempDirectory(Path.of(job.getProperty("folder")), "connect");
        Path worker = write(folder.resolve("worker.properties"), worker(job, folder));
        Path connector = write(folder.resolve("connector.properties"), connector(job, id, control));
        try (RESTCatalog catalog = new RESTCatalog()) {
            catalog.initialize("lake", catalogProperties(job));
            Table table = create(catalog, job);
            Meter meter = Meter.begin();
            meter.watch(records);
            new ConnectStandalone(worker.toString(), connector.toString()).run();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (rows(table) < records && System.nanoTime() < deadline) {
                LockSupport.parkNanos(500_000_000);
            }
            meter.end(Path.of(job.getProperty("reading")));
        }
        Runtime.getRuntime().halt(0);
    }

    private static long rows(Table table) {
        table.refresh();
        Snapshot snapshot = table.currentSnapshot();
        return snapshot == null ? 0 : Long.parseLong(snapshot.summary().getOrDefault("total-records", "0"));
    }

    private static Table create(RESTCatalog catalog, Properties job) {
        Namespace namespace = Namespace.of(job.getProperty("namespace"));
        catalog.createNamespace(namespace);
        List<Column> columns = Width.valueOf(job.getProperty("width")).columns();
        List<Types.NestedField> fields = new java.util.ArrayList<>();
        for (Column column : columns) {
            int id = fields.size() + 1;
            fields.add(Types.NestedField.optional(id, column.name(), type(column.type())));
        }
        return catalog.createTable(TableIdentifier.of(namespace, job.getProperty("table")), new Schema(fields));
    }

    private static Type type(Column.Type type) {
        return switch (type) {
            case TEXT -> Types.StringType.get();
            case INT -> Types.IntegerType.get();
            case LONG -> Types.LongType.get();
            case REAL -> Types.DoubleType.get();
            case MONEY -> Types.DecimalType.of(10, 2);
            case TIME -> Types.TimestampType.withZone();
            case TRUTH -> Types.BooleanType.get();
        };
    }

    private static Map<String, String> catalogProperties(Properties job) {
        return Map.of(
                "uri", job.getProperty("catalog"),
                "warehouse", job.getProperty("warehouse"),
                "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
                "s3.endpoint", job.getProperty("s3"),
                "s3.path-style-access", "true",
                "client.region", job.getProperty("region"));
    }

    private static Properties worker(Properties job, Path folder) {
        Properties worker = new Properties();
        worker.setProperty("bootstrap.servers", job.getProperty("brokers"));
        worker.setProperty("key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        worker.setProperty("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
        worker.setProperty("offset.storage.file.filename", folder.resolve("offsets").toString());
        worker.setProperty("offset.flush.interval.ms", "10000");
        worker.setProperty("listeners", "http://127.0.0.1:0");
        worker.setProperty("plugin.discovery", "service_load");
        return worker;
    }

    private static Properties connector(Properties job, String id, String control) {
        Properties sink = new Properties();
        sink.setProperty("name", id);
        sink.setProperty("connector.class", "org.apache.iceberg.connect.IcebergSinkConnector");
        sink.setProperty("tasks.max", "1");
        sink.setProperty("topics", job.getProperty("topic"));
        sink.setProperty("consumer.override.auto.offset.reset", "earliest");
        sink.setProperty("consumer.override.max.poll.records", "5000");
        sink.setProperty("iceberg.tables", job.getProperty("namespace") + "." + job.getProperty("table"));
        sink.setProperty("iceberg.control.topic", control);
        sink.setProperty("iceberg.control.commit.interval-ms", "10000");
        sink.setProperty("iceberg.catalog.type", "rest");
        catalogProperties(job).forEach((key, value) -> sink.setProperty("iceberg.catalog." + key, value));
        sink.setProperty("iceberg.kafka.bootstrap.servers", job.getProperty("brokers"));
        if (job.getProperty("work").equals("d")) {
            sink.setProperty("value.converter", "org.apache.kafka.connect.json.JsonConverter");
            sink.setProperty("value.converter.schemas.enable", "false");
        } else {
            String registry = job.getProperty("registry").replaceAll("/apis/.*", "/apis/registry/v2");
            sink.setProperty("value.converter", "io.apicurio.registry.utils.converter.AvroConverter");
            sink.setProperty("value.converter.apicurio.registry.url", registry);
            sink.setProperty("value.converter.apicurio.registry.as-confluent", "true");
            sink.setProperty("value.converter.apicurio.registry.use-id", "contentId");
        }
        return sink;
    }

    private static Path write(Path file, Properties properties) throws java.io.IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }
}
