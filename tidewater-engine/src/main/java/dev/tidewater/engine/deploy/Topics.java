package dev.tidewater.engine.deploy;

import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Nearest;
import dev.tidewater.model.TidewaterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Sees to it that the topics of a pipeline are there before its job is: a source without its topic restarts for ever. */
final class Topics {
    private static final int SECONDS = 8;

    private Topics() {}

    /**
     * Topics that are only written are created, with one partition.
     *
     * @throws TidewaterException (REFUSED) naming every topic that is read and does not exist, (UNREACHABLE) if a broker
     *     does not answer
     */
    static void prepare(List<ConnectedTable> sources, List<ConnectedTable> sinks) {
        Set<String> brokers = new TreeSet<>();
        sources.forEach(table -> brokerOf(table).ifPresent(brokers::add));
        sinks.forEach(table -> brokerOf(table).ifPresent(brokers::add));
        for (String broker : brokers) {
            prepare(broker, topics(broker, sources), topics(broker, sinks));
        }
    }

    private static void prepare(String broker, Set<String> read, Set<String> written) {
        Properties properties = new Properties();
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Integer.toString(SECONDS * 1000));
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "4000");
        try (Admin admin = Admin.create(properties)) {
            Set<String> existing = admin.listTopics().names().get(SECONDS + 2, TimeUnit.SECONDS);
            // A topic that the same pipeline writes may come into being by that.
            Set<String> missing = new TreeSet<>(read);
            missing.removeAll(existing);
            missing.removeAll(written);
            requireNone(missing, existing);
            for (String topic : written) {
                if (!existing.contains(topic)) {
                    create(admin, topic);
                }
            }
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new TidewaterException(
                    ErrorCode.UNREACHABLE,
                    "no Kafka broker answers at \"" + broker + "\"",
                    "if that is its address elsewhere, map it to the stack's in tidewater.yaml, under local: hosts: {\""
                            + broker + "\": kafka}",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** @throws TidewaterException (REFUSED) naming every missing topic, and the one that may have been meant */
    static void requireNone(Set<String> missing, Set<String> existing) {
        if (missing.isEmpty()) {
            return;
        }
        List<String> faults = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        List<String> unlike = new ArrayList<>();
        for (String topic : missing) {
            Optional<String> near = Nearest.to(topic, existing);
            faults.add("topic \"" + topic + "\" does not exist"
                    + near.map(name -> "; did you mean \"" + name + "\"?").orElse(""));
            near.ifPresentOrElse(
                    name -> steps.add("write 'topic' = '" + name + "' in the script"), () -> unlike.add(topic));
        }
        String first = unlike.isEmpty() ? missing.iterator().next() : unlike.get(0);
        steps.add((steps.isEmpty() ? "" : "or ") + "fill it first, for example with: tidewater produce " + first
                + " FILE");
        throw new TidewaterException(ErrorCode.REFUSED, String.join("\n", faults), String.join("; ", steps));
    }

    private static void create(Admin admin, String topic)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static Optional<String> brokerOf(ConnectedTable table) {
        return table.topics().isEmpty() ? Optional.empty() : table.bootstrapServers();
    }

    private static Set<String> topics(String broker, List<ConnectedTable> tables) {
        Set<String> topics = new TreeSet<>();
        tables.stream()
                .filter(table -> brokerOf(table).equals(Optional.of(broker)))
                .forEach(table -> topics.addAll(table.topics()));
        return topics;
    }
}
