package dev.tidewater.flink.catalog;

import dev.tidewater.flink.formats.ConfluentFraming;
import dev.tidewater.flink.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.iceberg.shaded.org.apache.avro.Schema;
import org.apache.iceberg.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.iceberg.shaded.org.apache.avro.generic.GenericDatumWriter;
import org.apache.iceberg.shaded.org.apache.avro.io.BinaryEncoder;
import org.apache.iceberg.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.iceberg.shaded.org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What other programs do with the cluster: make topics, register schemas, send records as Avro's own writer makes them. */
final class Records implements AutoCloseable {
    private final Admin admin;
    private final KafkaProducer<byte @Nullable [], byte @Nullable []> producer;
    private final SchemaRegistry registry;
    private final String registryUrl;

    Records(Services services) {
        this.admin = Admin.create(Map.of("bootstrap.servers", services.bootstrapServers()));
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", services.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.registryUrl = services.registryUrl();
        this.registry = new SchemaRegistry(registryUrl);
    }

    void createTopic(String name, int partitions, Map<String, String> configs)
            throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)))
                .all()
                .get();
    }

    Map<String, String> configs(String topic) throws ExecutionException, InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return admin.describeConfigs(List.of(resource)).all().get().values().stream()
                .flatMap(config -> config.entries().stream())
                .collect(Collectors.toMap(entry -> entry.name(), entry -> String.valueOf(entry.value())));
    }

    int partitions(String topic) throws ExecutionException, InterruptedException {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().values().stream()
                .mapToInt(found -> found.partitions().size())
                .sum();
    }

    boolean exists(String topic) throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get().contains(topic);
    }

    SchemaRegistry registry() {
        return registry;
    }

    /** @param references JSON, as the registry's API has it */
    int registerProtobuf(String subject, String schema, String references) throws IOException, InterruptedException {
        String body = "{\"schemaType\":\"PROTOBUF\",\"schema\":\"" + schema.replace("\"", "\\\"") + "\",\"references\":"
                + references + "}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(registryUrl + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        String answer = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        return Integer.parseInt(answer.replaceAll("[^0-9]", ""));
    }

    /** A record of the subject's schema, from its JSON as Avro writes it. */
    byte[] framed(String subject, String schema, String json) throws IOException {
        int id = registry.register(subject, schema);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(new byte[ConfluentFraming.SIZE]);
        Schema parsed = new Schema.Parser().parse(schema);
        Object value =
                new GenericDatumReader<>(parsed).read(null, DecoderFactory.get().jsonDecoder(parsed, json));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<>(parsed).write(value, encoder);
        encoder.flush();
        byte[] record = bytes.toByteArray();
        ConfluentFraming.write(id, record);
        return record;
    }

    void send(String topic, long timestamp, byte @Nullable [] key, byte @Nullable [] value)
            throws ExecutionException, InterruptedException {
        ProducerRecord<byte @Nullable [], byte @Nullable []> record =
                new ProducerRecord<>(topic, 0, timestamp, key, value);
        record.headers().add("source", "it".getBytes(StandardCharsets.UTF_8));
        producer.send(record).get();
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
