package dev.tidewater.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.engine.deploy.PipelineRecord.Desired;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.engine.sql.FunctionJar;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineStoreTest {
    private static final PipelineRecord ORDERS = new PipelineRecord(
                    "orders",
                    "pipelines/orders.sql",
                    List.of("INSERT INTO a SELECT 1"),
                    "",
                    Desired.RUNNING,
                    List.of(),
                    Optional.empty(),
                    List.of(Generation.first("INSERT", List.of("INSERT"), "me", Instant.EPOCH)),
                    Optional.empty())
            .withAttempt("job", Optional.of("chk-7"), Instant.ofEpochMilli(1_000))
            .refused("no such table", Instant.ofEpochMilli(2_000));
    private static final StoredPipeline PLAN = new StoredPipeline(
            "{\"bootstrap\":\"127.0.0.1:9092\"}",
            Map.of("parallelism.default", "2"),
            List.of("CREATE CATALOG c WITH ('uri'='http://127.0.0.1:8181')"),
            List.of(new ConnectedTable(
                    "c.d.t", Map.of("topic", "t", "properties.bootstrap.servers", "127.0.0.1:9092"))),
            List.of(),
            List.of(new FunctionJar("udfs/geo.jar", "ab".repeat(32))));

    @TempDir
    private Path root;

    @Test
    void readsBackWhatItWasGiven() {
        PipelineStore store = new PipelineStore(root);
        PipelineRecord orders = saved(store, ORDERS, PLAN);

        assertThat(store.find("orders")).contains(orders);
        assertThat(store.plan(orders)).isEqualTo(PLAN);
        assertThat(store.all()).containsExactly(orders);
    }

    @Test
    void knowsWhichFunctionsAreInUseUnlessAPlanIsDamaged() throws IOException {
        PipelineStore store = new PipelineStore(root);
        PipelineRecord orders = saved(store, ORDERS, PLAN);

        assertThat(store.functionsInUse().orElseThrow()).containsExactlyElementsOf(PLAN.functions());
        Files.writeString(root.resolve("orders").resolve(orders.plan()), "{");
        assertThat(store.functionsInUse()).isEmpty();
    }

    @Test
    void readsWhatWasWrittenBeforeThereWereGenerations() throws IOException {
        PipelineStore store = new PipelineStore(root);
        saved(store, ORDERS, PLAN);
        Path file = root.resolve("orders").resolve("pipeline.json");
        ObjectNode old = (ObjectNode) Json.tree(Files.readString(file));
        old.remove("generations");
        Files.writeString(file, old.toString());

        PipelineRecord read = store.find("orders").orElseThrow();

        assertThat(read.generations()).hasSize(1);
        assertThat(read.generation().plan()).isEqualTo(read.plan());
        assertThat(read.generation().jobIds()).containsExactly("job");
        assertThat(read.generation().sql()).isEqualTo("INSERT INTO a SELECT 1;\n");
    }

    @Test
    void doesNotTakeAPlanWithoutRecordForAPipeline() {
        PipelineStore store = new PipelineStore(root);
        store.savePlan("orders", PLAN);

        assertThat(store.all()).isEmpty();
        assertThat(store.find("orders")).isEmpty();
    }

    @Test
    void keepsTheOldRecordWithItsOldPlanUntilTheNewRecordIsThere() {
        PipelineStore store = new PipelineStore(root);
        PipelineRecord old = saved(store, ORDERS, PLAN);
        StoredPipeline edited =
                new StoredPipeline("{\"edited\":1}", Map.of(), List.of(), List.of(), List.of(), List.of());

        String plan = store.savePlan("orders", edited);

        PipelineStore afterACrash = new PipelineStore(root);
        assertThat(afterACrash.find("orders")).contains(old);
        assertThat(afterACrash.plan(afterACrash.find("orders").orElseThrow())).isEqualTo(PLAN);

        store.save(ORDERS.withPlan(plan));

        afterACrash = new PipelineStore(root);
        assertThat(afterACrash.plan(afterACrash.find("orders").orElseThrow())).isEqualTo(edited);
    }

    @Test
    void removesPlansThatNoRecordNames() throws IOException {
        PipelineStore store = new PipelineStore(root);
        saved(store, ORDERS, PLAN);
        store.savePlan("orders", PLAN);
        PipelineRecord last = saved(store, ORDERS, PLAN);

        try (Stream<Path> files = Files.list(root.resolve("orders"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("pipeline.json", last.plan());
        }
    }

    @Test
    void removesAPipelineWhole() throws IOException {
        PipelineStore store = new PipelineStore(root);
        saved(store, ORDERS, PLAN);
        Files.writeString(root.resolve("orders").resolve("pipeline.json.tmp"), "left by a crash");

        store.remove("orders");

        assertThat(store.all()).isEmpty();
        assertThat(Files.exists(root.resolve("orders"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"name\": \"orders\", \"fi",
                "{}",
                "{\"name\":\"orders\",\"plan\":\"p\",\"desired\":\"running\",\"statements\":[],\"attempts\":[]}"
            })
    void keepsTheOthersWhenARecordIsDamaged(String content) throws IOException {
        PipelineStore store = new PipelineStore(root);
        PipelineRecord good = saved(store, ORDERS, PLAN);
        Path damaged = root.resolve("damaged").resolve("pipeline.json");
        Files.createDirectories(root.resolve("damaged"));
        Files.writeString(damaged, content);

        assertThat(store.all()).containsExactly(good);
        assertThat(store.damaged()).containsOnlyKeys("damaged");
        assertThatThrownBy(() -> store.find("damaged"))
                .hasMessageStartingWith("file \"" + damaged + "\" is damaged: ")
                .isInstanceOfSatisfying(
                        TidewaterException.class,
                        e -> assertThat(e.hint())
                                .contains("delete folder \"" + root.resolve("damaged") + "\"", "doubles its rows"));
    }

    @Test
    void saysWhichPlanIsMissing() throws IOException {
        PipelineStore store = new PipelineStore(root);
        PipelineRecord orders = saved(store, ORDERS, PLAN);
        Path plan = root.resolve("orders").resolve(orders.plan());
        Files.delete(plan);

        assertThatThrownBy(() -> store.plan(orders)).hasMessage("file \"" + plan + "\" does not exist");
    }

    private static PipelineRecord saved(PipelineStore store, PipelineRecord pipeline, StoredPipeline plan) {
        PipelineRecord planned = pipeline.withPlan(store.savePlan(pipeline.name(), plan));
        store.save(planned);
        return planned;
    }

    @Test
    void keepsPlansFreeOfTheStacksAddresses() {
        Addresses today = new Addresses(endpoints(9092, 8181));
        Addresses tomorrow = new Addresses(endpoints(19092, 18181));

        StoredPipeline named = today.toNames(PLAN);
        StoredPipeline moved = tomorrow.toAddresses(named);

        assertThat(named.plan()).isEqualTo("{\"bootstrap\":\"${tidewater.kafka}\"}");
        assertThat(today.toAddresses(named)).isEqualTo(PLAN);
        assertThat(moved.plan()).isEqualTo("{\"bootstrap\":\"127.0.0.1:19092\"}");
        assertThat(moved.preamble()).containsExactly("CREATE CATALOG c WITH ('uri'='http://127.0.0.1:18181')");
        assertThat(moved.sources().get(0).bootstrapServers()).contains("127.0.0.1:19092");
    }

    private static Endpoints endpoints(int kafka, int catalog) {
        return new Endpoints(
                new Endpoints.Kafka("127.0.0.1:" + kafka),
                new Endpoints.SchemaRegistry("http://127.0.0.1:18081/apis/ccompat/v7"),
                new Endpoints.S3("http://127.0.0.1:18080", "us-east-1", "key", "secret", true),
                new Endpoints.Catalog("http://127.0.0.1:" + catalog, "s3://lake/", "lake"),
                new Endpoints.Flink("http://127.0.0.1:18082"),
                new Endpoints.Console("http://127.0.0.1:18082"));
    }
}
