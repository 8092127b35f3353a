package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.deploy.PipelineStatus;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.stack.ServiceStatus;
import dev.tidewater.server.StatusReport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusTextTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void showsServicesAddressesAndPipelines() {
        StatusReport report = Json.read("""
                {"phase": "degraded",
                 "kafka": {"bootstrap-servers": "127.0.0.1:1"},
                 "schema-registry": {"url": "http://127.0.0.1:2"},
                 "s3": {"endpoint": "http://127.0.0.1:3", "region": "r", "access-key": "a", "secret-key": "hidden",
                        "path-style": true},
                 "catalog": {"uri": "http://127.0.0.1:4", "warehouse": "s3://lake/", "name": "lake"},
                 "flink": {"url": "http://127.0.0.1:5"}, "console": {"url": "http://127.0.0.1:5"},
                 "services": [], "pipelines": [], "problems": ["the disk is nearly full"], "resident-bytes": 1610612736}
                """, StatusReport.class);
        String text = StatusText.all(report, CLOCK);
        assertThat(text)
                .startsWith("stack: degraded, 1.50 GiB resident\nproblem: the disk is nearly full\n\nSERVICE  STATE")
                .contains(
                        "\nkafka            127.0.0.1:1\n",
                        "\ns3               http://127.0.0.1:3  (keys: tidewater status -o json)\n",
                        "\niceberg catalog  http://127.0.0.1:4  warehouse s3://lake/\n")
                .endsWith("\n\nno pipelines; start one with: tidewater run FILE.sql\n")
                .doesNotContain("hidden");
    }

    @Test
    void showsWhatAServiceDoesNotHaveYetAsADash() {
        assertThat(StatusText.services(List.of(
                        new ServiceStatus(
                                "kafka", ServiceStatus.State.READY, 4711, Duration.ofMillis(3_450), 1, 300_000_000),
                        new ServiceStatus("s3", ServiceStatus.State.STARTING, 0, Duration.ZERO, 0, 0))))
                .isEqualTo("""
                        SERVICE  STATE      PID  READY AFTER   MEMORY  RESTARTS
                        kafka    ready     4711        3.5 s  286 MiB         1
                        s3       starting     -            -      0 B         0
                        """);
    }

    @Test
    void showsPipelinesWithTheirLastCheckpoint() {
        PipelineStatus running = new PipelineStatus(
                "orders",
                PipelineStatus.State.RUNNING,
                "pipelines/orders.sql",
                "id",
                NOW.minusSeconds(90),
                Optional.of(12L),
                Optional.of(NOW.minusSeconds(3)),
                Optional.empty());
        PipelineStatus failed = new PipelineStatus(
                "x",
                PipelineStatus.State.FAILED,
                "x.sql",
                "id",
                NOW.minusSeconds(7_200),
                Optional.empty(),
                Optional.empty(),
                Optional.of("no topic"));
        assertThat(StatusText.pipelines(List.of(running, failed), CLOCK)).isEqualTo("""
                PIPELINE  STATE    SINCE     CHECKPOINT    PROBLEM
                orders    running  90 s ago  #12, 3 s ago
                x         failed   2 h ago   -             no topic
                """);
    }
}
