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
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;

/** A format of Debezium's change events, read as a changelog. */
abstract class DebeziumFormatFactory extends RecordFormatFactory {
    DebeziumFormatFactory(
            String identifier, Codec codec, Set<ConfigOption<?>> required, Set<ConfigOption<?>> optional) {
        super(identifier, codec, required, optional);
    }

    @Override
    public final DecodingFormat<DeserializationSchema<RowData>> createDecodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        FactoryUtil.validateFactoryOptions(this, options);
        return new DebeziumDecodingFormat(RecordFormat.of(options), codec());
    }

    /** Says why there is none, which Flink would not. */
    @Override
    public final EncodingFormat<SerializationSchema<RowData>> createEncodingFormat(
            DynamicTableFactory.Context context, ReadableConfig options) {
        throw new ValidationException(RecordFormat.of(options)
                + " holds the changes that Debezium saw in a database, and only Debezium writes it;"
                + " write to a topic of your own: CREATE TABLE … (…, PRIMARY KEY (…) NOT ENFORCED)");
    }
}
