package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.produce.ProduceReport;
import dev.tidewater.engine.produce.ProduceRequest;
import dev.tidewater.engine.produce.RecordKey;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.examples.ExpectedTable;
import dev.tidewater.examples.flights.Flights;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real files, sent by the commands that the example's configuration names. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "looks for processes in /proc")
class FlightsIT {
    @RegisterExtension
    private static final TestProjects PROJECTS = new TestProjects();

    @Test
    void everyFlightIsInTheLakeWithItsAirport() throws IOException {
        try (TestProject project = PROJECTS.ofExample("flights", "flights")) {
            Path data = project.folder().resolve("data");
            List<ExpectedTable> truth = Flights.read(data).truth();
            Endpoints endpoints = project.up();

            ProduceReport airports = project.produce(ProduceRequest.of("airports", data.resolve("airports.csv.gz"))
                    .withKey(new RecordKey(List.of("iata"), RecordKey.Encoding.STRING)));
            ProduceReport flights = project.produce(ProduceRequest.of("flights", data.resolve("flights-20k.json.gz")));
            project.produce(ProduceRequest.of("airports", data.resolve("closing.json")));
            project.produce(ProduceRequest.of("flights", data.resolve("closing.json")));
            JsonNode started = project.tidewater("run", "pipelines/flights.sql", "-o", "json")
                    .exits(0)
                    .json();

            assertThat(airports.records()).isEqualTo(3376);
            assertThat(flights.records()).isEqualTo(20_000);
            assertThat(started.path(0).path("pipeline").asText()).isEqualTo("flights");
            assertThat(truth)
                    .filteredOn(table -> table.name().equals("lake.flights.enriched"))
                    .singleElement()
                    .satisfies(enriched -> assertThat(enriched.rows()).hasSize(20_000));
            try (Lake lake = new Lake(project, endpoints)) {
                lake.awaitRows(truth, Duration.ofMinutes(3));
                lake.holdsExactly(truth);
            }
        }
    }
}
