package dev.tidewater.engine.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.tidewater.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows that stand in files of their own. */
final class RowFiles {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.TRIM_SPACES)
            .enable(CsvParser.Feature.EMPTY_UNQUOTED_STRING_AS_NULL)
            .build();

    private RowFiles() {}

    /**
     * @param format {@code csv} with a line of names first, or {@code jsonl}
     * @param named where the test names the file
     */
    static List<GivenRow> read(String format, Path file, Mark named, List<Finding> findings) {
        try {
            return format.equals("csv") ? csv(file) : jsonLines(file, findings);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            findings.add(new Mark(file.toString(), line, 0).error("this is not CSV: " + e.getOriginalMessage(), ""));
        } catch (IOException e) {
            findings.add(named.error(
                    "file \"" + file + "\" " + (Files.exists(file) ? "cannot be read" : "does not exist"),
                    "paths start from the folder of the test file"));
        }
        return List.of();
    }

    private static List<GivenRow> csv(Path file) throws IOException {
        List<GivenRow> rows = new ArrayList<>();
        try (MappingIterator<ObjectNode> lines = CSV.readerFor(ObjectNode.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(file.toFile())) {
            while (lines.hasNextValue()) {
                int line = lines.getCurrentLocation().getLineNr();
                rows.add(new GivenRow(lines.nextValue(), new Mark(file.toString(), line, 0), Map.of()));
            }
        }
        return rows;
    }

    private static List<GivenRow> jsonLines(Path file, List<Finding> findings) throws IOException {
        List<GivenRow> rows = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            Mark mark = new Mark(file.toString(), ++number, 0);
            if (line.isBlank()) {
                continue;
            }
            try {
                JsonNode value = JSON.readTree(line);
                if (value.isObject()) {
                    rows.add(new GivenRow(value, mark, Map.of()));
                } else {
                    findings.add(mark.error("a line holds one JSON object", ""));
                }
            } catch (JsonProcessingException e) {
                findings.add(mark.error("this is not JSON: " + e.getOriginalMessage(), ""));
            }
        }
        return rows;
    }
}
