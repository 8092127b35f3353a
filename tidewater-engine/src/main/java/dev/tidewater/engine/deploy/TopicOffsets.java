package dev.tidewater.engine.deploy;

import dev.tidewater.engine.deploy.TopicDetails.Partition;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What the broker says of its topics. A client for each call, closed at once. */
final class TopicOffsets {
    private static final int SECONDS = 8;

    private final String broker;

    TopicOffsets(String broker) {
        this.broker = broker;
    }

    /** Names of all topics, those that programs keep for themselves too. */
    Set<String> names() {
        return ask(admin -> answer(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names()));
    }

    /** The partitions of each topic, in order; a topic that is deleted meanwhile is not there. */
    Map<String, List<Partition>> of(Collection<String> topics) {
        return ask(admin -> {
            Map<TopicPartition, OffsetSpec> first = new HashMap<>();
            Map<TopicPartition, OffsetSpec> last = new HashMap<>();
            for (KafkaFuture<TopicDescription> description :
                    admin.describeTopics(topics).topicNameValues().values()) {
                describe(description, first, last);
            }
            Map<TopicPartition, ListOffsetsResultInfo> begins =
                    answer(admin.listOffsets(first).all());
            Map<TopicPartition, ListOffsetsResultInfo> ends =
                    answer(admin.listOffsets(last).all());
            Map<String, List<Partition>> found = new TreeMap<>();
            ends.forEach((place, end) -> found.computeIfAbsent(place.topic(), topic -> new ArrayList<>())
                    .add(new Partition(
                            place.partition(), begins.getOrDefault(place, end).offset(), end.offset())));
            found.values().forEach(partitions -> partitions.sort(Comparator.comparingInt(Partition::partition)));
            return found;
        });
    }

    /** What was set for one topic. */
    Map<String, String> configs(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return ask(admin -> {
            Map<String, String> configs = new TreeMap<>();
            answer(admin.describeConfigs(List.of(resource)).all()).values().stream()
                    .flatMap(config -> config.entries().stream())
                    .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                    .forEach(entry -> configs.put(entry.name(), entry.value()));
            return configs;
        });
    }

    private static void describe(
            KafkaFuture<TopicDescription> description,
            Map<TopicPartition, OffsetSpec> first,
            Map<TopicPartition, OffsetSpec> last)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            TopicDescription topic = answer(description);
            topic.partitions().forEach(partition -> {
                TopicPartition place = new TopicPartition(topic.name(), partition.partition());
                first.put(place, OffsetSpec.earliest());
                last.put(place, OffsetSpec.latest());
            });
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
    }

    private interface Question<T> {
        T to(Admin admin) throws ExecutionException, InterruptedException, TimeoutException;
    }

    private <T> T ask(Question<T> question) {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(SECONDS * 1000));
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");
        try (Admin admin = Admin.create(properties)) {
            return question.to(admin);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE, "Kafka does not answer", "see what is wrong: tidewater status", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static <T> T answer(KafkaFuture<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }
}
