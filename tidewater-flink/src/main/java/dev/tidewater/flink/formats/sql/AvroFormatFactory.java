package dev.tidewater.flink.formats.sql;

/** Avro in Confluent's framing, straight to rows and back. */
public final class AvroFormatFactory extends RecordFormatFactory {
    public AvroFormatFactory() {
        super(FormatOptions.AVRO, AvroCodec.INSTANCE, FormatOptions.REQUIRED, FormatOptions.OPTIONAL);
    }
}
