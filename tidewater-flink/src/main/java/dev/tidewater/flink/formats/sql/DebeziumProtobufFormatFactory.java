package dev.tidewater.flink.formats.sql;

import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.SerializationFormatFactory;

/** Debezium's change events in Protobuf, read as a changelog. */
public final class DebeziumProtobufFormatFactory implements DeserializationFormatFactory, SerializationFormatFactory {
    @Override
    public String factoryIdentifier() {
        return FormatOptions.DEBEZIUM_PROTOBUF;
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
        return new DebeziumDecodingFormat(RecordFormat.of(options), ProtobufCodec.INSTANCE);
    }

    /** Says why there is none, which Flink would not. */
    @Override
    public EncodingFormat<SerializationSchema<RowData>> createEncodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        throw new ValidationException(RecordFormat.of(options)
                + " holds the changes that Debezium saw in a database, and only Debezium writes it;"
                + " write to a topic of your own: CREATE TABLE … (…, PRIMARY KEY (…) NOT ENFORCED)");
    }
}
