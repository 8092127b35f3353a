package dev.tidewater.bench;

import dev.tidewater.examples.shop.Order;
import dev.tidewater.examples.shop.Shop;
import dev.tidewater.examples.shop.ShopEncoder;
import dev.tidewater.flink.registry.SchemaRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What it costs a pipeline to keep what it cannot decode, and what comes late: the statements that Tidewater makes of a
 * script, beside the script's own, on Flink in this JVM, over topics of a running stack. Rows go nowhere. See topics.sh.
 */
public final class TopicPipelines {
    private static final int POISON_EVERY = 100;
    private static final String ALL =
            "order_id, order_time, user_id, product_id, quantity, unit_price, currency, channel,"
                    + " country, payment_method, coupon, gift";

    private TopicPipelines() {}

    private record Cost(double cpuSeconds, double wallSeconds) {}

    /** Statements of a job, and how many records it reads. */
    private record Work(List<String> inserts, int records) {}

    public static void main(String[] args) throws Exception {
        String brokers = args[0];
        String registry = args[1];
        int records = Integer.parseInt(args[2]);
        int rounds = Integer.parseInt(args[3]);
        fill(brokers, registry, records);
        Map<String, Work> works = new LinkedHashMap<>();
        works.put("clean", new Work(List.of(copy("clean"), dead("clean")), records));
        works.put("1 % poison", new Work(List.of(copy("poisoned"), dead("poisoned")), records));
        works.put("windows alone", new Work(List.of(count("clean", "`$rowtime`"), dead("clean")), records));
        works.put(
                "windows and late rows",
                new Work(List.of(count("in_time", "`$rowtime`"), late(), dead("clean")), records));
        Map<String, List<Cost>> costs = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Work> work : works.entrySet()) {
                Cost cost = run(brokers, registry, work.getValue());
                // The first round warms up.
                if (round > 0) {
                    costs.computeIfAbsent(work.getKey(), name -> new ArrayList<>())
                            .add(cost);
                    System.out.printf(
                            Locale.ROOT,
                            "round %d  %-22s %.2f CPU s, %.2f s%n",
                            round,
                            work.getKey(),
                            cost.cpuSeconds(),
                            cost.wallSeconds());
                }
            }
        }
        costs.forEach((name, all) -> System.out.printf(
                Locale.ROOT,
                "median   %-22s %.2f CPU s, %.2f s for a million records%n",
                name,
                median(all.stream().mapToDouble(Cost::cpuSeconds).toArray()) * 1e6 / records,
                median(all.stream().mapToDouble(Cost::wallSeconds).toArray()) * 1e6 / records));
        System.exit(0);
    }

    private static String copy(String topic) {
        return "INSERT INTO nowhere SELECT " + ALL + " FROM kafka.topics." + topic;
    }

    private static String dead(String topic) {
        return "INSERT INTO nobody SELECT reason, `offset`, `value` FROM kafka.topics.`" + topic + "$dead`";
    }

    private static String count(String table, String time) {
        String name = table.equals("in_time") ? table : "kafka.topics." + table;
        return "INSERT INTO counts SELECT window_start, COUNT(*), SUM(unit_price) FROM TABLE(TUMBLE(TABLE " + name
                + ", DESCRIPTOR(" + time + "), INTERVAL '1' MINUTE)) GROUP BY window_start, window_end";
    }

    private static String late() {
        return "INSERT INTO nowhere SELECT " + ALL + " FROM late";
    }

    private static Cost run(String brokers, String registry, Work work) throws Exception {
        Configuration configuration = new Configuration();
        configuration.setString("parallelism.default", "1");
        configuration.setString("table.local-time-zone", "UTC");
        configuration.setString("execution.checkpointing.interval", "2 s");
        TableEnvironment session = TableEnvironment.create(EnvironmentSettings.newInstance()
                .withConfiguration(configuration)
                .build());
        session.executeSql("CREATE CATALOG kafka WITH ('type' = 'tidewater-kafka', 'bootstrap.servers' = '" + brokers
                + "', 'schema-registry.url' = '" + registry + "', 'scan.bounded.mode' = 'latest-offset')");
        session.executeSql(
                "CREATE TABLE nowhere (order_id STRING, order_time TIMESTAMP(3), user_id STRING,"
                        + " product_id STRING, quantity INT, unit_price DECIMAL(10, 2), currency STRING, channel STRING,"
                        + " country STRING, payment_method STRING, coupon STRING, gift BOOLEAN) WITH ('connector' = 'blackhole')");
        session.executeSql("CREATE TABLE nobody (reason STRING, o BIGINT, v BYTES) WITH ('connector' = 'blackhole')");
        session.executeSql("CREATE TABLE counts (window_start TIMESTAMP(3), n BIGINT, total DECIMAL(38, 2))"
                + " WITH ('connector' = 'blackhole')");
        session.executeSql("CREATE TABLE in_time WITH ('late-window' = 'TUMBLE 60000 0') LIKE kafka.topics.clean");
        session.executeSql("CREATE TABLE late WITH ('late-window' = 'TUMBLE 60000 0', 'records' = 'late')"
                + " LIKE kafka.topics.clean (EXCLUDING WATERMARKS)");
        StatementSet inserts = session.createStatementSet();
        work.inserts().forEach(inserts::addInsertSql);
        long wall = System.nanoTime();
        long cpu = cpu();
        inserts.execute().await();
        return new Cost((cpu() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9);
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Orders of the shop, in the one topic all of them whole. */
    private static void fill(String brokers, String registry, int records) throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", brokers, "linger.ms", 50, "batch.size", 262_144);
        try (Admin admin = Admin.create(properties);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic("clean", 1, (short) 1), new NewTopic("poisoned", 1, (short) 1)))
                    .all()
                    .get();
            SchemaRegistry schemas = new SchemaRegistry(registry);
            int id = schemas.register("clean-value", ShopEncoder.orderSchema());
            schemas.register("poisoned-value", ShopEncoder.orderSchema());
            List<byte[]> orders = orders(id);
            long from = System.currentTimeMillis() - Duration.ofHours(2).toMillis();
            for (int i = 0; i < records; i++) {
                byte[] whole = orders.get(i % orders.size());
                byte[] maybe = i % POISON_EVERY == 0 ? Arrays.copyOf(whole, whole.length - 3) : whole;
                producer.send(new ProducerRecord<>("clean", 0, from + i, null, whole));
                producer.send(new ProducerRecord<>("poisoned", 0, from + i, null, maybe));
            }
        }
    }

    private static List<byte[]> orders(int schemaId) {
        ShopEncoder encoder = new ShopEncoder(schemaId);
        return new Shop(1, 10_000)
                .records().stream()
                        .filter(sent -> sent.event() instanceof Order)
                        .map(sent -> Objects.requireNonNull(encoder.value(sent.event())))
                        .toList();
    }
}
