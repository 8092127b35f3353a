package dev.tidewater.icebergrest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Many writers at one table, and the death of the server in their midst. */
@ExtendWith(SharedLake.class)
class DurabilityIT {
    private static final Namespace DB = Namespace.of("db");
    private static final Map<String, String> PATIENT = Map.of(
            "commit.retry.num-retries", "200",
            "commit.retry.min-wait-ms", "5",
            "commit.retry.max-wait-ms", "50");

    private static Lake lake;

    @BeforeAll
    static void start(Lake shared) throws Exception {
        lake = shared;
        try (RESTCatalog catalog = lake.client(Map.of())) {
            catalog.createNamespace(DB);
        }
    }

    private static TableIdentifier table(String name) throws Exception {
        TableIdentifier table = TableIdentifier.of(DB, name);
        try (RESTCatalog catalog = lake.client(Map.of())) {
            catalog.createTable(table, CatalogServerIT.SCHEMA, PartitionSpec.unpartitioned(), PATIENT);
        }
        return table;
    }

    @Test
    void concurrentAppendsAllArriveOnce() throws Exception {
        TableIdentifier table = table("busy");
        int writers = 4;
        int appends = 3;
        Set<String> sent = new TreeSet<>();
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        List<Future<?>> running = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            List<String> files = new ArrayList<>();
            for (int i = 0; i < appends; i++) {
                files.add("s3://lake/warehouse/db/t/" + writer + "-" + i + ".parquet");
            }
            sent.addAll(files);
            running.add(threads.submit(() -> append(table, files)));
        }
        for (Future<?> writer : running) {
            writer.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(liveFiles(table)).containsExactlyInAnyOrderElementsOf(sent);
    }

    private void append(TableIdentifier name, List<String> files) {
        try (RESTCatalog catalog = lake.client(Map.of())) {
            Table table = catalog.loadTable(name);
            for (String file : files) {
                table.newAppend().appendFile(CatalogServerIT.file(file)).commit();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatWasAcknowledgedOutlivesKill9() throws Exception {
        TableIdentifier table = table("crashed");
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        Set<String> tried = new ConcurrentSkipListSet<>();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<?> first = threads.submit(() -> appendUntilItFails(table, "a", tried, acknowledged));
        Future<?> second = threads.submit(() -> appendUntilItFails(table, "b", tried, acknowledged));
        await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() >= 10);
        lake.server().kill();
        first.get(60, TimeUnit.SECONDS);
        second.get(60, TimeUnit.SECONDS);
        threads.shutdown();
        lake.restartServer();

        List<String> live = liveFiles(table);
        assertThat(live).doesNotHaveDuplicates().containsAll(acknowledged);
        assertThat(tried).containsAll(live);
        append(table, List.of("s3://lake/warehouse/db/t/after.parquet"));
        assertThat(liveFiles(table)).hasSize(live.size() + 1);
        assertThat(lake.objects("../../catalog/native")).hasSize(2);
    }

    private void appendUntilItFails(TableIdentifier name, String writer, Set<String> tried, Set<String> acknowledged) {
        try (RESTCatalog catalog = lake.client(Map.of("rest.client.max-retries", "1"))) {
            Table table = catalog.loadTable(name);
            for (int i = 0; lake.server().isAlive(); i++) {
                String file = "s3://lake/warehouse/db/t/" + writer + i + ".parquet";
                tried.add(file);
                table.newAppend().appendFile(CatalogServerIT.file(file)).commit();
                acknowledged.add(file);
            }
        } catch (IOException | RuntimeException e) {
            await(String.valueOf(e)).until(() -> !lake.server().isAlive());
        }
    }

    private List<String> liveFiles(TableIdentifier name) throws Exception {
        List<String> files = new ArrayList<>();
        try (RESTCatalog catalog = lake.client(Map.of());
                CloseableIterable<FileScanTask> tasks =
                        catalog.loadTable(name).newScan().planFiles()) {
            tasks.forEach(task -> files.add(task.file().location()));
        }
        return files;
    }
}
