package dev.tidewater.bench;

import dev.tidewater.bench.data.Dataset;
import dev.tidewater.bench.data.Feed;
import dev.tidewater.bench.data.Truth;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Topics of records: made when they are first needed, and kept. */
final class Topics {
    private final StackLayout layout;
    private final Endpoints endpoints;
    private final Path folder;
    private final Consumer<String> say;

    Topics(StackLayout layout, Endpoints endpoints, Path folder, Consumer<String> say) {
        this.layout = layout;
        this.endpoints = endpoints;
        this.folder = folder;
        this.say = say;
    }

    /** Sees to it that the topic is there with all its records. */
    void prepare(Dataset dataset, Truth truth) throws InterruptedException {
        long wanted = dataset.records(truth);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", endpoints.kafka().bootstrapServers()))) {
            boolean there = admin.listTopics().names().get().contains(dataset.topic());
            if (there && records(admin, dataset.topic()) == wanted) {
                say.accept(String.format(Locale.ROOT, "topic %s is there: %,d records", dataset.topic(), wanted));
                return;
            }
            if (there) {
                admin.deleteTopics(List.of(dataset.topic())).all().get();
            }
            say.accept(String.format(Locale.ROOT, "filling topic %s with %,d records", dataset.topic(), wanted));
            fill(dataset);
            long sent = records(admin, dataset.topic());
            if (sent != wanted) {
                throw failure(String.format(Locale.ROOT, "it holds %,d records instead of %,d", sent, wanted), dataset);
            }
        } catch (ExecutionException e) {
            throw failure(String.valueOf(e.getCause()), dataset);
        }
    }

    private void fill(Dataset dataset) throws InterruptedException {
        List<Path> classPath = Stream.concat(layout.jars("tidewater").stream(), layout.jars("flink").stream())
                .toList();
        Fork.End end = new Fork(
                        List.of("-Xmx512m", "-XX:+UseSerialGC", "-Dlog4j2.configurationFile=bench-log4j2.xml"),
                        classPath,
                        Feed.class.getName(),
                        Feed.arguments(
                                dataset,
                                endpoints.kafka().bootstrapServers(),
                                endpoints.schemaRegistry().url()),
                        Map.of(),
                        folder,
                        "feed")
                .run(layout);
        if (!end.fine()) {
            throw failure(end.reason(), dataset);
        }
    }

    private TidewaterException failure(String why, Dataset dataset) {
        return new TidewaterException(
                ErrorCode.RESOURCE,
                "topic " + dataset.topic() + " could not be filled: " + why,
                "see that there is disk for it, and begin anew without what is there: rm -r " + layout.project());
    }

    private static long records(Admin admin, String topic) throws ExecutionException, InterruptedException {
        TopicDescription description =
                admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
        if (description == null) {
            return 0;
        }
        Map<TopicPartition, OffsetSpec> ends = description.partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()),
                        partition -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }
}
