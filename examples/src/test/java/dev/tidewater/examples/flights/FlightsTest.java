package dev.tidewater.examples.flights;

import static dev.tidewater.examples.ExpectedTable.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.examples.ExpectedTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlightsTest {
    private static final LocalDateTime EIGHT = LocalDateTime.parse("2001-01-01T08:00:00");
    private static final Airport DETROIT = new Airport("DTW", "Detroit Metropolitan", "Detroit", "MI", 42.21, -83.34);

    private static final Flights SMALL = new Flights(
            List.of(
                    new Flight(EIGHT.plusMinutes(59), 15, 1750, "DTW", "LAS"),
                    new Flight(EIGHT, 14, 1750, "DTW", "LAS"),
                    new Flight(EIGHT, -9, 1750, "DTW", "LAS"),
                    new Flight(EIGHT.plusHours(1), 1, 83, "XXX", "GSO")),
            Map.of("DTW", DETROIT));

    @Test
    void addsUpTheDelaysOfAnHourAndState() {
        assertThat(SMALL.delaysByStateHour().rows())
                .containsExactlyInAnyOrder(
                        row(EIGHT, EIGHT.plusHours(1), "MI", 3L, 1L, 20L, new BigDecimal("6.67")),
                        row(EIGHT.plusHours(1), EIGHT.plusHours(2), "unknown", 1L, 0L, 1L, new BigDecimal("1.00")));
    }

    @Test
    void keepsAFlightFromAnAirportThatNobodyKnows() {
        assertThat(SMALL.enriched().rows())
                .hasSize(4)
                .contains(row(EIGHT.plusHours(1), "XXX", "GSO", 1L, 83L, null, null, null, null, null));
    }

    @Test
    void readsAllFlightsOfTheFiles() throws IOException {
        Flights flights = Flights.read(Path.of("flights", "data"));

        ExpectedTable enriched = flights.enriched();
        ExpectedTable delays = flights.delaysByStateHour();

        assertThat(enriched.rows())
                .hasSize(20_000)
                .noneMatch(row -> row.contains(null))
                .contains(row(
                        LocalDateTime.parse("2001-01-01T00:47:00"),
                        "DTW",
                        "LAS",
                        66L,
                        1750L,
                        "Detroit Metropolitan-Wayne County",
                        "Detroit",
                        "MI",
                        42.21205889,
                        -83.34883583));
        assertThat(delays.rows().stream().mapToLong(row -> (Long) row.get(3)).sum())
                .isEqualTo(20_000);
    }

    @Test
    void closesAfterTheLastFlight() throws IOException {
        LocalDateTime closing = LocalDateTime.parse("2001-04-02T00:00:00");
        LocalDateTime last = Flights.read(Path.of("flights", "data")).enriched().rows().stream()
                .map(row -> (LocalDateTime) row.get(0))
                .max(LocalDateTime::compareTo)
                .orElseThrow();

        assertThat(Files.readString(Path.of("flights", "data", "closing.json"))).contains("\"2001/04/02 00:00\"");
        assertThat(closing).isAfter(last.plusHours(2));
    }
}
