package dev.tidewater.flink.formats.sql;

/** Debezium's change events in Protobuf, read as a changelog. */
public final class DebeziumProtobufFormatFactory extends DebeziumFormatFactory {
    public DebeziumProtobufFormatFactory() {
        super(FormatOptions.DEBEZIUM_PROTOBUF, ProtobufCodec.INSTANCE, FormatOptions.REQUIRED, FormatOptions.OPTIONAL);
    }
}
