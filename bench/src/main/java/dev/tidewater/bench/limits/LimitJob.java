package dev.tidewater.bench.limits;

import dev.tidewater.bench.data.Column;
import dev.tidewater.bench.data.Width;
import dev.tidewater.bench.job.Meter;
import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.avro.AvroDecoding;
import dev.tidewater.flink.formats.avro.ConfluentAvroDecoder;
import dev.tidewater.flink.registry.SchemaRegistry;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.iceberg.Schema;
import org.apache.iceberg.flink.FlinkSchemaUtil;
import org.apache.iceberg.flink.data.FlinkParquetWriters;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.parquet.Parquet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Does one part of a work, on one thread.
 *
 * <p>Usage: {@code LimitJob FILE}, properties as {@code LimitPeer} writes them.
 */
public final class LimitJob {
    private static final int KEPT = 100_000;
    private static final Duration POLL = Duration.ofMillis(200);

    private final Properties job;
    private final long records;
    private final RowType type;

    private LimitJob(Properties job) {
        this.job = job;
        this.records = Long.parseLong(job.getProperty("records"));
        this.type = type(Width.valueOf(job.getProperty("width")));
    }

    /** Something done to each record. */
    private interface Step {
        void take(byte[] value) throws IOException, DecodeException;
    }

    public static void main(String[] args) throws Exception {
        Properties job = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            job.load(in);
        }
        LimitJob limit = new LimitJob(job);
        switch (job.getProperty("limit")) {
            case "consumer" -> limit.consume(value -> {});
            case "decode" -> limit.decode();
            case "parquet" -> limit.write();
            default -> throw new IllegalArgumentException(job.getProperty("limit"));
        }
    }

    private void consume(Step step) throws IOException, DecodeException {
        Meter meter = Meter.begin();
        read(records, meter, step);
        meter.end(Path.of(job.getProperty("reading")));
    }

    private void decode() throws IOException, DecodeException {
        ConfluentAvroDecoder decoder = decoder();
        int[] columns = new int[1];
        consume(value -> columns[0] += decoder.decode(value).getArity());
    }

    private ConfluentAvroDecoder decoder() {
        return new ConfluentAvroDecoder(
                AvroDecoding.of(type), new SchemaRegistry(job.getProperty("registry")), InstantSource.system());
    }

    /** Rows in memory to a file, over and over: Iceberg's writer for Flink, as stock Flink uses it. */
    private void write() throws IOException, DecodeException {
        List<RowData> rows = new ArrayList<>(KEPT);
        ConfluentAvroDecoder decoder = decoder();
        read(Math.min(KEPT, records), null, value -> rows.add(decoder.decode(value)));
        Schema schema = FlinkSchemaUtil.convert(FlinkSchemaUtil.toResolvedSchema(type));
        File file = File.createTempFile("limit", ".parquet", new File(job.getProperty("folder")));
        Meter meter = Meter.begin();
        try (FileAppender<RowData> appender = Parquet.write(org.apache.iceberg.Files.localOutput(file))
                .overwrite()
                .schema(schema)
                .set("write.parquet.compression-codec", "zstd")
                .createWriterFunc(message -> FlinkParquetWriters.buildWriter(type, message))
                .build()) {
            for (long i = 0; i < records; i++) {
                appender.add(rows.get((int) (i % rows.size())));
                if (i == records / Meter.WARM_AFTER) {
                    meter.warm(i);
                }
            }
        }
        meter.end(Path.of(job.getProperty("reading")));
        Files.delete(file.toPath());
    }

    private void read(long wanted, @org.jspecify.annotations.Nullable Meter meter, Step step)
            throws IOException, DecodeException {
        long read = 0;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", job.getProperty("brokers"), "max.poll.records", 5_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(job.getProperty("topic")).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (read < wanted) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    step.take(record.value());
                }
                read += polled.count();
                if (meter != null && read >= records / Meter.WARM_AFTER) {
                    meter.warm(read);
                }
            }
        }
    }

    private static RowType type(Width width) {
        return (RowType) DataTypes.ROW(width.columns().stream()
                        .map(column -> DataTypes.FIELD(
                                column.name(),
                                column.nullable()
                                        ? flink(column.type())
                                        : flink(column.type()).notNull()))
                        .toList())
                .notNull()
                .getLogicalType();
    }

    private static org.apache.flink.table.types.DataType flink(Column.Type type) {
        return switch (type) {
            case TEXT -> DataTypes.STRING();
            case INT -> DataTypes.INT();
            case LONG -> DataTypes.BIGINT();
            case REAL -> DataTypes.DOUBLE();
            case MONEY -> DataTypes.DECIMAL(10, 2);
            case TIME -> DataTypes.TIMESTAMP_LTZ(6);
            case TRUTH -> DataTypes.BOOLEAN();
        };
    }
}
