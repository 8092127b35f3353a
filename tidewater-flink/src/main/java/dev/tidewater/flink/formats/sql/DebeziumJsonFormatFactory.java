package dev.tidewater.flink.formats.sql;

import java.util.Set;

/** Debezium's change events in JSON, read as a changelog. */
public final class DebeziumJsonFormatFactory extends DebeziumFormatFactory {
    public DebeziumJsonFormatFactory() {
        super(FormatOptions.DEBEZIUM_JSON, JsonCodec.CHANGES, Set.of(), FormatOptions.OF_JSON);
    }
}
