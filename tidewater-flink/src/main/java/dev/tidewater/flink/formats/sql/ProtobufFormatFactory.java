package dev.tidewater.flink.formats.sql;

import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.SerializationFormatFactory;

/** Protobuf in Confluent's framing, straight to rows and back. */
public final class ProtobufFormatFactory implements DeserializationFormatFactory, SerializationFormatFactory {
    @Override
    public String factoryIdentifier() {
        return FormatOptions.PROTOBUF;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return FormatOptions.REQUIRED;
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return FormatOptions.OPTIONAL;
    }

    @Override
    public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        FactoryUtil.validateFactoryOptions(this, options);
        return new RecordDecodingFormat(RecordFormat.of(options), ProtobufCodec.INSTANCE);
    }

    @Override
    public EncodingFormat<SerializationSchema<RowData>> createEncodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        FactoryUtil.validateFactoryOptions(this, options);
        return new RecordEncodingFormat(RecordFormat.of(options), ProtobufCodec.INSTANCE);
    }
}
