package dev.tidewater.flink.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.tidewater.flink.source.TopicOptions.BadRecords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of a size at which one call for each topic would be felt. */
class TopicListingIT {
    private static final int TOPICS = 2_000;
    private static final int BATCH = 250;

    @TempDir
    private Path folder;

    @Test
    void listsTwoThousandTopicsWithoutAskingTheRegistry() throws Exception {
        assumeThat(Services.areBuilt())
                .as("needs the services: mvn package -pl services/kafka,services/registry -am")
                .isTrue();
        try (Services services = Services.start(folder);
                Admin admin = Admin.create(Map.of("bootstrap.servers", services.bootstrapServers()))) {
            for (int first = 0; first < TOPICS; first += BATCH) {
                admin.createTopics(IntStream.range(first, first + BATCH)
                                .mapToObj(number -> new NewTopic("topic-" + number, 1, (short) 1))
                                .toList())
                        .all()
                        .get();
            }
            admin.createTopics(
                            List.of(new NewTopic("_schemas", 1, (short) 1), new NewTopic("__internal", 1, (short) 1)))
                    .all()
                    .get();
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> admin.listTopics().names().get().size() == TOPICS + 2);
            services.killRegistry();
            Connection connection = new Connection(
                    services.bootstrapServers(),
                    Optional.of(services.registryUrl()),
                    Map.of(),
                    Extent.UNBOUNDED,
                    BadRecords.DEAD_LETTER);

            List<String> tables =
                    new KafkaCatalog("kafka", connection, "", Duration.ofSeconds(3)).listTables(KafkaCatalog.DATABASE);

            assertThat(tables).hasSize(TOPICS).contains("topic-0", "topic-1999").isSorted();
        }
    }
}
