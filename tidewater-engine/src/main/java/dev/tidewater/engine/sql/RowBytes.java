package dev.tidewater.engine.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.engine.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.CatalogTable;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.SerializationFormatFactory;
import org.apache.flink.table.runtime.connector.sink.SinkRuntimeProviderContext;
import org.apache.flink.table.runtime.connector.source.ScanRuntimeProviderContext;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.utils.LogicalTypeParser;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * Rows given as JSON objects, written as records by the format that a table reads them with, so that a record is what a
 * program of the real world would have sent. Not for use by several threads.
 */
public final class RowBytes {
    /** Reads the rows: exact, and strict about what fits. */
    private static final String JSON = "tidewater-json";

    private final String format;
    private final DeserializationSchema<RowData> reader;
    private final SerializationSchema<RowData> writer;

    private RowBytes(String format, DeserializationSchema<RowData> reader, SerializationSchema<RowData> writer) {
        this.format = format;
        this.reader = reader;
        this.writer = writer;
    }

    /**
     * @param format its name, as in a table's options
     * @param options of the format, without its name before them
     * @param columns with their types in SQL
     * @throws IllegalArgumentException if there is no such format, it cannot write, or it cannot have such columns; or a
     *     schema that the options name cannot be had
     */
    public static RowBytes of(String format, Map<String, String> options, List<TopicTable.Column> columns) {
        ClassLoader loader = loader();
        try {
            DataType row = row(columns, loader);
            DynamicTableFactory.Context context = context(columns, row, loader);
            DeserializationSchema<RowData> reader = FactoryUtil.discoverFactory(
                            loader, DeserializationFormatFactory.class, JSON)
                    .createDecodingFormat(context, new Configuration())
                    .createRuntimeDecoder(ScanRuntimeProviderContext.INSTANCE, row);
            reader.open(new Opening(loader));
            SerializationSchema<RowData> writer = FactoryUtil.discoverFactory(
                            loader, SerializationFormatFactory.class, format)
                    .createEncodingFormat(context, Configuration.fromMap(options))
                    .createRuntimeEncoder(new SinkRuntimeProviderContext(false), row);
            writer.open(new Opening(loader));
            return new RowBytes(format, reader, writer);
        } catch (Exception e) {
            // SerializationSchema.open may throw anything; formats and types throw their own.
            throw new IllegalArgumentException("format \"" + format + "\" cannot write rows: " + why(e), e);
        }
    }

    /** Options of a format among those of a table, without its name; formats of keys and values have a role before it. */
    public static Map<String, String> options(ConnectedTable table, Optional<String> role, String format) {
        String prefix = role.map(part -> part + ".").orElse("") + format + ".";
        Map<String, String> options = new TreeMap<>();
        table.options().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                options.put(key.substring(prefix.length()), value);
            }
        });
        return options;
    }

    /** @throws IllegalArgumentException saying which value does not fit the columns, or the schema */
    public byte[] encode(ObjectNode row) {
        try {
            RowData read = reader.deserialize(Json.write(row).getBytes(StandardCharsets.UTF_8));
            if (read == null) {
                throw new IllegalArgumentException("the row is empty");
            }
            return writer.serialize(read);
        } catch (IOException | FlinkRuntimeException | TableException e) {
            throw new IllegalArgumentException("format \"" + format + "\" cannot write the row: " + why(e), e);
        }
    }

    /** The row as a tree, of a format that writes JSON. */
    public JsonNode tree(ObjectNode row) {
        return Json.tree(new String(encode(row), StandardCharsets.UTF_8));
    }

    private static ClassLoader loader() {
        ClassLoader own = RowBytes.class.getClassLoader();
        return own == null ? ClassLoader.getSystemClassLoader() : own;
    }

    private static DataType row(List<TopicTable.Column> columns, ClassLoader loader) {
        return DataTypes.ROW(columns.stream()
                        .map(column -> DataTypes.FIELD(
                                column.name(), DataTypes.of(LogicalTypeParser.parse(column.type(), loader))))
                        .toArray(DataTypes.Field[]::new))
                .notNull()
                .bridgedTo(RowData.class);
    }

    private static DynamicTableFactory.Context context(
            List<TopicTable.Column> columns, DataType row, ClassLoader loader) {
        List<Column> physical = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            physical.add(
                    Column.physical(columns.get(i).name(), row.getChildren().get(i)));
        }
        CatalogTable table = CatalogTable.newBuilder()
                .schema(Schema.newBuilder().fromRowDataType(row).build())
                .options(Map.of())
                .build();
        return new FactoryUtil.DefaultDynamicTableContext(
                ObjectIdentifier.of("given", "given", "rows"),
                new ResolvedCatalogTable(table, ResolvedSchema.of(physical)),
                Map.of(),
                new Configuration(),
                loader,
                true);
    }

    /** The innermost message: those around it speak of records of a topic. */
    private static String why(Throwable fault) {
        Throwable inner = fault;
        while (inner.getCause() != null && inner.getCause().getMessage() != null) {
            inner = inner.getCause();
        }
        String message = String.valueOf(inner.getMessage());
        return inner instanceof ValidationException
                ? message.lines().findFirst().orElse("")
                : message.strip();
    }

    /** What a format may ask for when it is opened; none of ours and of Flink's measure anything. */
    private record Opening(ClassLoader loader)
            implements SerializationSchema.InitializationContext, DeserializationSchema.InitializationContext {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            return SimpleUserCodeClassLoader.create(loader);
        }
    }
}
