package dev.tidewater.flink.formats.sql;

/** Protobuf in Confluent's framing, straight to rows and back. */
public final class ProtobufFormatFactory extends RecordFormatFactory {
    public ProtobufFormatFactory() {
        super(FormatOptions.PROTOBUF, ProtobufCodec.INSTANCE, FormatOptions.REQUIRED, FormatOptions.OPTIONAL);
    }
}
