package dev.tidewater.examples.flights;

import static dev.tidewater.examples.ExpectedTable.row;

import dev.tidewater.examples.ExpectedTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the lake must hold once the flights and the airports, each with its closing record, have been read. */
public final class Flights {
    private static final long DELAYED_FROM_MINUTES = 15;

    private final List<Flight> flights;
    private final Map<String, Airport> airports;

    Flights(List<Flight> flights, Map<String, Airport> airports) {
        this.flights = List.copyOf(flights);
        this.airports = Map.copyOf(airports);
    }

    /** @param folder with the data files, {@code examples/flights/data} */
    public static Flights read(Path folder) throws IOException {
        return new Flights(FlightFiles.flights(folder), FlightFiles.airports(folder));
    }

    public List<ExpectedTable> truth() {
        return List.of(delaysByStateHour(), enriched());
    }

    ExpectedTable delaysByStateHour() {
        record Group(LocalDateTime hour, String state) {}
        Map<Group, List<Flight>> groups = new HashMap<>();
        for (Flight flight : flights) {
            Airport origin = airports.get(flight.origin());
            String state = origin == null ? "unknown" : origin.state();
            groups.computeIfAbsent(
                            new Group(flight.time().truncatedTo(ChronoUnit.HOURS), state), g -> new ArrayList<>())
                    .add(flight);
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        groups.forEach((group, departures) -> {
            long total = departures.stream().mapToLong(Flight::delay).sum();
            long delayed = departures.stream()
                    .filter(flight -> flight.delay() >= DELAYED_FROM_MINUTES)
                    .count();
            rows.add(row(
                    group.hour(),
                    group.hour().plusHours(1),
                    group.state(),
                    (long) departures.size(),
                    delayed,
                    total,
                    BigDecimal.valueOf(total).divide(BigDecimal.valueOf(departures.size()), 2, RoundingMode.HALF_UP)));
        });
        return new ExpectedTable(
                "lake.flights.delays_by_state_hour",
                List.of("window_start", "window_end", "state", "flights", "delayed", "total_delay", "avg_delay"),
                rows);
    }

    ExpectedTable enriched() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Flight flight : flights) {
            Airport origin = airports.get(flight.origin());
            rows.add(row(
                    flight.time(),
                    flight.origin(),
                    flight.destination(),
                    flight.delay(),
                    flight.distance(),
                    origin == null ? null : origin.name(),
                    origin == null ? null : origin.city(),
                    origin == null ? null : origin.state(),
                    origin == null ? null : origin.latitude(),
                    origin == null ? null : origin.longitude()));
        }
        return new ExpectedTable(
                "lake.flights.enriched",
                List.of(
                        "flight_time",
                        "origin",
                        "destination",
                        "delay",
                        "distance",
                        "origin_name",
                        "origin_city",
                        "origin_state",
                        "origin_latitude",
                        "origin_longitude"),
                rows);
    }
}
