package dev.tidewater.engine.produce;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Records that are lines; blank ones are skipped. A line ends with LF, CR LF or the file. */
final class LineReader implements RecordReader {
    private static final int LONGEST = 64 << 20;

    private final InputStream in;
    private final Content content;
    private byte[] line = new byte[8192];
    private int length;
    private final byte[] buffer = new byte[64 * 1024];
    private int next;
    private int filled;
    private long lines;
    private long records;

    /** What is made of a line. */
    enum Content {
        /** A JSON object. */
        JSON,
        /** Its bytes, of which nothing is known. */
        BYTES,
        /** Its bytes, which are a JSON object too, whose fields are needed. */
        BYTES_OF_JSON
    }

    LineReader(InputStream in, Content content) {
        this.in = in;
        this.content = content;
    }

    @Override
    public Optional<InputRecord> next() throws InputFault, IOException {
        while (readLine()) {
            if (content == Content.BYTES ? length == 0 : isBlank()) {
                continue;
            }
            Place place = new Place(++records, lines);
            return Optional.of(
                    switch (content) {
                        case JSON -> new InputRecord.OfJson(place, parse(place));
                        case BYTES -> new InputRecord.OfLine(place, bytes(), JsonNodeFactory.instance.objectNode());
                        case BYTES_OF_JSON -> new InputRecord.OfLine(place, bytes(), parse(place));
                    });
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private byte[] bytes() {
        return Arrays.copyOf(line, length);
    }

    private ObjectNode parse(Place place) throws InputFault, IOException {
        JsonNode node;
        try {
            node = Json.WHOLE.readTree(line, 0, length);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            int column = at == null ? 0 : Math.min(at.getColumnNr(), length + 1);
            String piece = InputFault.piece(line, length, Math.max(0, column - 1));
            throw InputFault.syntax("JSON", lines, column, Json.reason(e), piece, e);
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw InputFault.unfit(place, "is " + Json.kind(node) + ", not a JSON object");
    }

    private boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private boolean readLine() throws IOException, InputFault {
        length = 0;
        if (!fill()) {
            return false;
        }
        lines++;
        boolean ended = false;
        while (!ended && fill()) {
            int stop = next;
            while (stop < filled && buffer[stop] != '\n') {
                stop++;
            }
            ended = stop < filled;
            append(next, stop);
            next = ended ? stop + 1 : stop;
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        return true;
    }

    /** Whether there is a byte at {@code next}. */
    private boolean fill() throws IOException {
        if (next == filled) {
            next = 0;
            filled = Math.max(0, in.read(buffer));
        }
        return next < filled;
    }

    private void append(int from, int to) throws InputFault {
        int needed = length + to - from;
        if (needed > LONGEST) {
            String what = "the line is longer than 64 MiB; a JSON array is read as format json";
            throw InputFault.endOfSense("a file of lines", lines, 0, what, "", new IOException(what));
        }
        if (needed > line.length) {
            line = Arrays.copyOf(line, Math.max(needed, line.length * 2));
        }
        System.arraycopy(buffer, from, line, length, to - from);
        length = needed;
    }
}
