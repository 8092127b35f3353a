package dev.tidewater.examples.flights;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads the two data files of the example. */
final class FlightFiles {
    private static final String FLIGHTS = "flights-20k.json.gz";
    private static final String AIRPORTS = "airports.csv.gz";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm");

    private FlightFiles() {}

    static List<Flight> flights(Path folder) throws IOException {
        List<Flight> flights = new ArrayList<>();
        try (InputStream in = open(folder.resolve(FLIGHTS))) {
            for (JsonNode row : new ObjectMapper().readTree(in)) {
                flights.add(new Flight(
                        LocalDateTime.parse(row.required("date").asText(), TIME),
                        row.required("delay").asLong(),
                        row.required("distance").asLong(),
                        row.required("origin").asText(),
                        row.required("destination").asText()));
            }
        }
        return flights;
    }

    static Map<String, Airport> airports(Path folder) throws IOException {
        Map<String, Airport> airports = new HashMap<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open(folder.resolve(AIRPORTS)), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                List<String> cells = cells(line);
                String iata = cells.get(0);
                airports.put(
                        iata,
                        new Airport(
                                iata,
                                cells.get(1),
                                cells.get(2),
                                cells.get(3),
                                Double.parseDouble(cells.get(5)),
                                Double.parseDouble(cells.get(6))));
            }
        }
        return airports;
    }

    /** The file quotes cells that hold a comma and has neither quotes within quotes nor line breaks within cells. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static InputStream open(Path file) throws IOException {
        return new GZIPInputStream(Files.newInputStream(file));
    }
}
