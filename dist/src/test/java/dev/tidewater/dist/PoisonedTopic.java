package dev.tidewater.dist;

import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.flink.formats.ConfluentFraming;
import dev.tidewater.flink.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A topic of Avro records, as Avro's own writer makes them, of which some are broken, each in one of many ways. */
final class PoisonedTopic implements AutoCloseable {
    static final String NAME = "poisoned.v1";

    /** When all good rows happened, within a second. */
    static final long NOON = 1_767_268_800_000L;

    private static final int TEN_MEGABYTES = 10_000_000;
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Item", "fields": [
              {"name": "id", "type": "long"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "ok", "type": "boolean"},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["A", "B"]}},
              {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 6, "scale": 2}},
              {"name": "clock", "type": {"type": "int", "logicalType": "time-millis"}},
              {"name": "note", "type": ["null", "string"], "default": null},
              {"name": "tags", "type": {"type": "array", "items": "string"}}]}""");
    private static final Schema STRANGER = new Schema.Parser().parse("""
            {"type": "record", "name": "Stranger", "fields": [{"name": "what", "type": "string"}]}""");

    private final KafkaProducer<byte[], byte @Nullable []> producer;
    private final int id;
    private final int idOfStranger;
    private final List<Future<RecordMetadata>> sending = new ArrayList<>();
    private final List<byte @Nullable []> values = new ArrayList<>();
    private final List<Boolean> broken = new ArrayList<>();
    private int damaged;

    /** Makes a broken value of the one of row {@code id}. */
    @FunctionalInterface
    private interface Damage {
        byte @Nullable [] to(byte[] good, long id) throws IOException;
    }

    private final List<Damage> damages = List.of(
            (good, row) -> new byte[0],
            (good, row) -> null,
            (good, row) -> Arrays.copyOf(good, 3),
            (good, row) -> Arrays.copyOf(good, ConfluentFraming.SIZE),
            (good, row) -> Arrays.copyOf(good, good.length - 1),
            (good, row) -> Arrays.copyOf(good, good.length / 2),
            (good, row) -> Arrays.copyOf(good, good.length + 1),
            (good, row) -> set(good, 0, 1),
            (good, row) -> set(good, 1, 0x7F),
            (good, row) -> "{\"id\": 1, \"note\": \"JSON\"}".getBytes(StandardCharsets.UTF_8),
            (good, row) -> "not a record at all".getBytes(StandardCharsets.UTF_16),
            (good, row) -> framed(idOfStranger(), STRANGER, stranger()),
            (good, row) -> damaged(row, "ok", new byte[] {2}),
            (good, row) -> damaged(row, "kind", new byte[] {8}),
            (good, row) -> damaged(row, "price", new byte[] {10, 1, 0, 0, 0, 0}),
            (good, row) -> damaged(row, "clock", new byte[] {-1, -1, -1, -1, 15}),
            (good, row) -> damaged(row, "note", new byte[] {6}),
            (good, row) -> damaged(row, "note", new byte[] {2, 4, (byte) 0xC3, (byte) 0x28}),
            (good, row) -> damaged(row, "note", new byte[] {2, 1}),
            (good, row) -> damaged(row, "note", new byte[] {2, -2, -1, -1, -1, 15}),
            (good, row) -> damaged(row, "tags", new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1}),
            (good, row) -> damaged(row, "id", new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}),
            (good, row) -> framed(id(), SCHEMA, item(row, NOON + 90_000_000_000L)),
            (good, row) -> new byte[TEN_MEGABYTES]);

    PoisonedTopic(Endpoints endpoints, int partitions) {
        String brokers = endpoints.kafka().bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(NAME, partitions, (short) 1)
                            .configs(Map.of("max.message.bytes", Integer.toString(2 * TEN_MEGABYTES)))))
                    .all()
                    .get();
            SchemaRegistry registry =
                    new SchemaRegistry(endpoints.schemaRegistry().url());
            id = registry.register(NAME + "-value", SCHEMA.toString());
            idOfStranger = registry.register("strangers-value", STRANGER.toString());
        } catch (IOException | ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", brokers));
        settings.put("max.request.size", 2 * TEN_MEGABYTES);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** How many ways there are to break a record. */
    int ways() {
        return damages.size();
    }

    /** Sends rows {@code from} to {@code to}, the latter excluded; each that is to be broken is in the next way. */
    void send(int from, int to, IntPredicate isBroken) {
        try {
            for (int row = from; row < to; row++) {
                byte[] good = framed(id, SCHEMA, item(row, NOON + row % 1000));
                boolean breaks = isBroken.test(row);
                byte[] value = breaks ? damages.get(damaged++ % damages.size()).to(good, row) : good;
                ProducerRecord<byte[], byte @Nullable []> record =
                        new ProducerRecord<>(NAME, null, NOON, key(row), value);
                record.headers().add("row", key(row)).add("row", null);
                values.add(value);
                broken.add(breaks);
                sending.add(producer.send(record));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        producer.flush();
    }

    /** The value of a row as it is when it is not broken. */
    byte[] goodValue(long row) {
        try {
            return framed(id, SCHEMA, item(row, NOON));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of the records that are whole. */
    List<Long> goodRows() {
        List<Long> rows = new ArrayList<>();
        for (int row = 0; row < broken.size(); row++) {
            if (!broken.get(row)) {
                rows.add((long) row);
            }
        }
        return rows;
    }

    /** A line for each broken record: where it is, its key and its value. */
    List<String> brokenRecords() {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < broken.size(); row++) {
            if (broken.get(row)) {
                RecordMetadata sent = sent(row);
                lines.add(line(sent.partition(), sent.offset(), ByteBuffer.wrap(key(row)), wrapped(values.get(row))));
            }
        }
        return lines;
    }

    static String line(int partition, long offset, @Nullable ByteBuffer key, @Nullable ByteBuffer value) {
        return partition + ":" + offset + " " + told(key) + " " + told(value);
    }

    @Override
    public void close() {
        producer.close();
    }

    private static String told(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return "null";
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy.length + "#" + Arrays.hashCode(copy);
    }

    private static @Nullable ByteBuffer wrapped(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }

    private RecordMetadata sent(int row) {
        try {
            return sending.get(row).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private int id() {
        return id;
    }

    private int idOfStranger() {
        return idOfStranger;
    }

    private static byte[] key(long row) {
        return Long.toString(row).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] set(byte[] good, int index, int value) {
        byte[] bytes = good.clone();
        bytes[index] = (byte) value;
        return bytes;
    }

    private static GenericData.Record stranger() {
        GenericData.Record record = new GenericData.Record(STRANGER);
        record.put("what", "ever");
        return record;
    }

    private static GenericData.Record item(long row, long at) {
        GenericData.Record record = new GenericData.Record(SCHEMA);
        record.put("id", row);
        record.put("at", at);
        record.put("ok", row % 3 == 0);
        record.put("kind", new GenericData.EnumSymbol(SCHEMA.getField("kind").schema(), row % 2 == 0 ? "A" : "B"));
        record.put("price", ByteBuffer.wrap(new byte[] {(byte) (row % 100)}));
        record.put("clock", (int) (row % 86_400_000));
        record.put("note", row % 5 == 0 ? null : "note " + row);
        record.put("tags", List.of("tag" + row % 7));
        return record;
    }

    /** The record of a row, with other bytes in place of a field's. */
    private byte[] damaged(long row, String field, byte[] bytes) throws IOException {
        GenericData.Record record = item(row, NOON);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[ConfluentFraming.SIZE]);
        for (Schema.Field each : SCHEMA.getFields()) {
            if (each.name().equals(field)) {
                out.write(bytes);
            } else {
                BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
                new GenericDatumWriter<>(each.schema()).write(record.get(each.name()), encoder);
                encoder.flush();
            }
        }
        byte[] framed = out.toByteArray();
        ConfluentFraming.write(id, framed);
        return framed;
    }

    private static byte[] framed(int id, Schema schema, GenericData.Record record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[ConfluentFraming.SIZE]);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<>(schema).write(record, encoder);
        encoder.flush();
        byte[] framed = out.toByteArray();
        ConfluentFraming.write(id, framed);
        return framed;
    }
}
