package dev.tidewater.flink.formats.sql;

import java.util.Set;

/** JSON straight to rows and back: in Confluent's framing if the options say where the registry is, else the text alone. */
public final class JsonFormatFactory extends RecordFormatFactory {
    public JsonFormatFactory() {
        super(FormatOptions.JSON, JsonCodec.RECORDS, Set.of(), FormatOptions.OF_JSON);
    }
}
