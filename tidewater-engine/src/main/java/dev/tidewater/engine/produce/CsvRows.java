package dev.tidewater.engine.produce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of a CSV file as texts. Quoted cells may hold separators, quotes (doubled) and line ends; blank lines are
 * skipped; every row has as many cells as the header.
 */
final class CsvRows implements Closeable {
    private static final CsvMapper MAPPER = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .disable(CsvParser.Feature.ALLOW_TRAILING_COMMA)
            .build();

    private final MappingIterator<String[]> rows;
    private final List<String> columns;
    private long line;
    private long records;

    /** @throws InputFault if the header cannot name the fields */
    CsvRows(Source source) throws IOException, InputFault {
        char separator = separator(source.head());
        InputStream in = source.open();
        InputStreamReader text = new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        this.rows = rows(MAPPER.readerFor(String[].class).with(schema), text);
        this.columns = List.of(cells().orElse(new String[0]));
        requireNames();
    }

    /** Field names in the order of the header; none if the file is empty. */
    List<String> columns() {
        return columns;
    }

    /** The next row, empty at the end. */
    Optional<String[]> next() throws InputFault, IOException {
        Optional<String[]> row = cells();
        if (row.isEmpty()) {
            return row;
        }
        records++;
        int count = row.get().length;
        if (count != columns.size()) {
            throw InputFault.unfit(
                    place(),
                    "has " + count(count) + " where the header has " + columns.size() + ": " + brief(row.get()));
        }
        return row;
    }

    /** Where the latest row stands. */
    Place place() {
        return new Place(records, line);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private Optional<String[]> cells() throws InputFault, IOException {
        try {
            if (!rows.hasNextValue()) {
                return Optional.empty();
            }
            // The parser stands before the row's first cell here; its token's location lags a row behind.
            line = rows.getParser().currentLocation().getLineNr();
            return Optional.of(rows.nextValue());
        } catch (JsonProcessingException e) {
            String what = Json.reason(e) + " (the row begins at line " + Math.max(1, line) + ")";
            throw InputFault.endOfSense(
                    "CSV", rows.getParser().currentLocation().getLineNr(), 0, what, "", e);
        } catch (CharacterCodingException | CharConversionException e) {
            throw notText(rows.getParser().currentLocation().getLineNr(), e);
        }
    }

    private static MappingIterator<String[]> rows(ObjectReader reader, Reader text) throws InputFault, IOException {
        try {
            return reader.readValues(text);
        } catch (CharacterCodingException e) {
            throw notText(1, e);
        }
    }

    /** Text is decoded ahead in blocks, so the place is only about right. */
    private static InputFault notText(long line, IOException cause) {
        String what = "there or up to some thousand bytes later it is not UTF-8 text";
        return InputFault.endOfSense("CSV", line, 0, what, "", cause);
    }

    private void requireNames() throws InputFault {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i);
            if (name.isBlank()) {
                throw header("column " + (i + 1) + " of the header has no name");
            }
            if (!seen.add(name)) {
                throw header("the header names column \"" + name + "\" twice");
            }
        }
    }

    private InputFault header(String what) {
        return InputFault.endOfSense("CSV", line, 0, what, "", new IOException(what));
    }

    private static String count(int cells) {
        return cells == 1 ? "1 cell" : cells + " cells";
    }

    private static String brief(String[] row) {
        String text = String.join(" | ", row);
        return text.length() <= 80 ? text : text.substring(0, 79) + "…";
    }

    /** Comma, if the header holds one outside of quotes; else semicolon, else tab. */
    private static char separator(byte[] head) throws IOException {
        Set<Character> met = new HashSet<>();
        try (ByteArrayInputStream in = new ByteArrayInputStream(head)) {
            boolean quoted = false;
            for (int next = in.read(); next >= 0 && (quoted || next != '\n'); next = in.read()) {
                quoted ^= next == '"';
                if (!quoted) {
                    met.add((char) next);
                }
            }
        }
        return List.of(',', ';', '\t').stream()
                .filter(met::contains)
                .findFirst()
                .orElse(',');
    }
}
