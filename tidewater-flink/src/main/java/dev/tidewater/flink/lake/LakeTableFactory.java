package dev.tidewater.flink.lake;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.ObjectPath;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.flink.CatalogLoader;
import org.apache.iceberg.flink.FlinkCatalog;
import org.apache.iceberg.flink.FlinkConfigOptions;
import org.apache.iceberg.flink.FlinkDynamicTableFactory;
import org.apache.iceberg.flink.TableLoader;

/** Connects the tables of an Iceberg catalog: they are read as Iceberg reads them, and written by {@link LakeSink}. */
public final class LakeTableFactory implements DynamicTableSourceFactory, DynamicTableSinkFactory {
    private static final String DYNAMIC_SINK = "use-dynamic-iceberg-sink";

    private final FlinkDynamicTableFactory iceberg;
    private final CatalogLoader loader;
    private final Function<ObjectPath, TableIdentifier> names;

    /**
     * For the tables of one catalog.
     *
     * @param loader opens it in the tasks of a job
     * @param names what its tables are called in Iceberg
     */
    public LakeTableFactory(FlinkCatalog catalog, CatalogLoader loader, Function<ObjectPath, TableIdentifier> names) {
        this.iceberg = new FlinkDynamicTableFactory(catalog);
        this.loader = loader;
        this.names = names;
    }

    @Override
    public String factoryIdentifier() {
        return iceberg.factoryIdentifier();
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return iceberg.requiredOptions();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return iceberg.optionalOptions();
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        return iceberg.createDynamicTableSource(context);
    }

    /** Ours takes the place of the V2 sink; who asks for another one of Iceberg's gets it. */
    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        Map<String, String> options = context.getCatalogTable().getOptions();
        if (!context.getConfiguration().get(FlinkConfigOptions.TABLE_EXEC_ICEBERG_USE_V2_SINK)
                || Boolean.parseBoolean(options.get(DYNAMIC_SINK))) {
            return iceberg.createDynamicTableSink(context);
        }
        return new LakeTableSink(
                TableLoader.fromCatalog(
                        loader, names.apply(context.getObjectIdentifier().toObjectPath())),
                context.getCatalogTable().getResolvedSchema(),
                options,
                context.getConfiguration());
    }
}
