package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompiledPipelineTest {
    @Test
    void movesToAnotherNamespaceWithEveryName() {
        Namespace from = new Namespace("tidewatertest1");
        Namespace to = new Namespace("tidewatertest2");
        ConnectedTable topic = new ConnectedTable(
                "kafka.topics.orders", Map.of("connector", "tidewater-kafka", "topic", "tidewatertest1-orders"));
        ConnectedTable lake = new ConnectedTable("lake.dead.tidewatertest1-orders", Map.of());
        CompiledPipeline pipeline = new CompiledPipeline(
                "{\"topic\": \"tidewatertest1-orders\"}",
                Map.of("parallelism.default", "1"),
                List.of(),
                List.of("INSERT"),
                List.of(topic),
                List.of(lake),
                List.of(),
                List.of());

        CompiledPipeline moved = pipeline.moved(from, to);

        assertThat(moved.plan()).isEqualTo("{\"topic\": \"tidewatertest2-orders\"}");
        assertThat(moved.sources().get(0).topics()).containsExactly("tidewatertest2-orders");
        assertThat(moved.sinks().get(0).identifier()).isEqualTo("lake.dead.tidewatertest2-orders");
        assertThat(moved.options()).isEqualTo(pipeline.options());
        assertThat(moved.moved(to, from)).isEqualTo(pipeline);
    }
}
