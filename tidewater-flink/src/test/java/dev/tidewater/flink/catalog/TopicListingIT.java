package dev.tidewater.flink.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cluster of a size at which one call for each topic would be felt. */
class TopicListingIT {
    private static final Logger LOG = LoggerFactory.getLogger(TopicListingIT.class);
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
            services.killRegistry();
            Connection connection = new Connection(
                    services.bootstrapServers(), Optional.of(services.registryUrl()), Map.of(), Extent.UNBOUNDED);

            for (int session = 0; session < 3; session++) {
                KafkaCatalog catalog = new KafkaCatalog("kafka", connection, Duration.ofSeconds(3));
                long began = System.nanoTime();
                List<String> tables = catalog.listTables(KafkaCatalog.DATABASE);
                LOG.info(
                        "{} topics listed by a new session in {} ms",
                        tables.size(),
                        Duration.ofNanos(System.nanoTime() - began).toMillis());
                assertThat(tables).hasSize(TOPICS).contains("topic-0", "topic-1999");
            }
        }
    }
}
