package dev.tidewater.flink.formats.sql;

/** Debezium's change events in Avro, read as a changelog. */
public final class DebeziumAvroFormatFactory extends DebeziumFormatFactory {
    public DebeziumAvroFormatFactory() {
        super(FormatOptions.DEBEZIUM_AVRO, AvroCodec.INSTANCE, FormatOptions.REQUIRED, FormatOptions.OPTIONAL);
    }
}
