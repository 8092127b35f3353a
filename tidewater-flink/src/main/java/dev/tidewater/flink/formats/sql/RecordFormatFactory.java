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

/** A format of records that a {@link Codec} reads and writes. */
abstract class RecordFormatFactory implements DeserializationFormatFactory, SerializationFormatFactory {
    private final String identifier;
    private final Codec codec;
    private final Set<ConfigOption<?>> required;
    private final Set<ConfigOption<?>> optional;

    RecordFormatFactory(String identifier, Codec codec, Set<ConfigOption<?>> required, Set<ConfigOption<?>> optional) {
        this.identifier = identifier;
        this.codec = codec;
        this.required = required;
        this.optional = optional;
    }

    @Override
    public final String factoryIdentifier() {
        return identifier;
    }

    @Override
    public final Set<ConfigOption<?>> requiredOptions() {
        return required;
    }

    @Override
    public final Set<ConfigOption<?>> optionalOptions() {
        return optional;
    }

    final Codec codec() {
        return codec;
    }

    @Override
    public DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        FactoryUtil.validateFactoryOptions(this, options);
        return new RecordDecodingFormat(RecordFormat.of(options), codec);
    }

    @Override
    public EncodingFormat<SerializationSchema<RowData>> createEncodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        FactoryUtil.validateFactoryOptions(this, options);
        return new RecordEncodingFormat(RecordFormat.of(options), codec);
    }
}
