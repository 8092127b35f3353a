package dev.tidewater.engine.produce;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The objects of one JSON array, or objects one after the other; only one of them is in memory at a time. */
final class JsonReader implements RecordReader {
    private final RecentBytes recent;
    private final JsonParser parser;
    private State state = State.BEGIN;
    private long records;

    private enum State {
        BEGIN,
        IN_ARRAY,
        IN_SEQUENCE,
        END
    }

    JsonReader(InputStream in) throws IOException {
        this.recent = new RecentBytes(in);
        this.parser = Json.STREAM.getFactory().createParser(recent);
    }

    @Override
    public Optional<InputRecord> next() throws InputFault, IOException {
        try {
            return read();
        } catch (JsonProcessingException e) {
            state = State.END;
            JsonLocation at = e.getLocation();
            if (at == null) {
                at = parser.currentLocation();
            }
            String piece = recent.pieceAround(at.getByteOffset());
            throw InputFault.endOfSense("JSON", at.getLineNr(), at.getColumnNr(), Json.reason(e), piece, e);
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private Optional<InputRecord> read() throws InputFault, IOException {
        if (state == State.END) {
            return Optional.empty();
        }
        JsonToken token = parser.nextToken();
        if (state == State.BEGIN) {
            state = token == JsonToken.START_ARRAY ? State.IN_ARRAY : State.IN_SEQUENCE;
            token = state == State.IN_ARRAY ? parser.nextToken() : token;
        }
        if (state == State.IN_ARRAY && token == JsonToken.END_ARRAY) {
            state = State.END;
            refuseMore();
            return Optional.empty();
        }
        if (token == null) {
            return atEndOfFile();
        }
        Place place = new Place(++records, parser.currentTokenLocation().getLineNr());
        if (token == JsonToken.START_OBJECT) {
            ObjectNode object = Json.STREAM.readTree(parser);
            return Optional.of(new InputRecord.OfJson(place, object));
        }
        String kind = Json.kind(Json.STREAM.readTree(parser));
        throw InputFault.unfit(place, "is " + kind + ", not a JSON object");
    }

    private Optional<InputRecord> atEndOfFile() throws InputFault {
        boolean open = state == State.IN_ARRAY;
        state = State.END;
        if (open) {
            throw here("the file ends within the array");
        }
        return Optional.empty();
    }

    private void refuseMore() throws InputFault, IOException {
        if (parser.nextToken() != null) {
            throw here("there is more behind the end of the array");
        }
    }

    private InputFault here(String what) {
        JsonLocation at = parser.currentLocation();
        String piece = recent.pieceAround(Math.max(0, at.getByteOffset() - 1));
        return InputFault.endOfSense("JSON", at.getLineNr(), at.getColumnNr(), what, piece, new EOFException(what));
    }
}
