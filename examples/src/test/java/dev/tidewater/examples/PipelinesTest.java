package dev.tidewater.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.examples.flights.Flights;
import dev.tidewater.examples.shop.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the scripts against what the truth takes for granted. */
class PipelinesTest {
    private static final Path SHOP = Path.of("shop", "pipelines");
    private static final Path FLIGHTS = Path.of("flights", "pipelines");
    private static final Pattern LAKE_TABLE =
            Pattern.compile("CREATE TABLE IF NOT EXISTS (lake\\.\\S+) \\(\n(.*?)\n\\)", Pattern.DOTALL);
    private static final Pattern SHOP_WATERMARK = Pattern.compile("WATERMARK FOR (\\w+) AS (.*?),?\n");

    @Test
    void createTheTablesOfTheShopAsExpected() throws IOException {
        assertThat(lakeTables(SHOP)).containsExactlyInAnyOrderElementsOf(headings(new Shop(1, 10).truth()));
    }

    @Test
    void createTheTablesOfTheFlightsAsExpected() throws IOException {
        List<ExpectedTable> truth = Flights.read(Path.of("flights", "data")).truth();

        assertThat(lakeTables(FLIGHTS)).containsExactlyInAnyOrderElementsOf(headings(truth));
    }

    @Test
    void declareTheWatermarksThatTheTruthOfTheShopCountsOn() throws IOException {
        for (String script : scripts(SHOP)) {
            Matcher watermark = SHOP_WATERMARK.matcher(script);
            assertThat(watermark.results())
                    .isNotEmpty()
                    .allSatisfy(found -> assertThat(found.group(2)).isEqualTo(found.group(1) + " - INTERVAL '2' HOUR"));
        }
    }

    private record Heading(String table, List<String> columns) {}

    private static List<Heading> headings(List<ExpectedTable> tables) {
        return tables.stream()
                .map(table -> new Heading(table.name(), table.columns()))
                .toList();
    }

    private static List<Heading> lakeTables(Path folder) throws IOException {
        List<Heading> headings = new ArrayList<>();
        for (String script : scripts(folder)) {
            LAKE_TABLE
                    .matcher(script)
                    .results()
                    .forEach(found -> headings.add(new Heading(
                            found.group(1),
                            found.group(2)
                                    .lines()
                                    .map(line -> line.strip().split(" ", 2)[0])
                                    .toList())));
        }
        return headings;
    }

    private static List<String> scripts(Path folder) throws IOException {
        List<String> scripts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                scripts.add(Files.readString(file));
            }
        }
        return scripts;
    }
}
