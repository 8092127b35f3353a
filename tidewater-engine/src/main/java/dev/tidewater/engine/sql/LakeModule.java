package dev.tidewater.engine.sql;

import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.Factory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.module.Module;

/**
 * Has the sinks of a compiled plan made by the factory of catalog {@code lake}. A script that is planned asks each table's
 * catalog for its factory; a plan that is loaded does not ({@code DynamicTableSinkSpec} of Flink 2.1): it asks the modules, and
 * then whoever goes by the name of the table's connector, which is Iceberg.
 */
final class LakeModule implements Module {
    private final DynamicTableSinkFactory sinks;

    private LakeModule(DynamicTableSinkFactory lake) {
        this.sinks = new Sinks(lake);
    }

    static void load(TableEnvironment environment) {
        Factory lake = environment
                .getCatalog(Session.LAKE)
                .flatMap(catalog -> catalog.getFactory())
                .orElseThrow();
        environment.loadModule("tidewater", new LakeModule((DynamicTableSinkFactory) lake));
    }

    @Override
    public Optional<DynamicTableSinkFactory> getTableSinkFactory() {
        return Optional.of(sinks);
    }

    /** Is asked for the sinks of all tables, and leaves those of other catalogs to whom they belong. */
    private record Sinks(DynamicTableSinkFactory lake) implements DynamicTableSinkFactory {
        @Override
        public DynamicTableSink createDynamicTableSink(Context context) {
            if (context.getObjectIdentifier().getCatalogName().equals(Session.LAKE)) {
                return lake.createDynamicTableSink(context);
            }
            return FactoryUtil.createDynamicTableSink(
                    null,
                    context.getObjectIdentifier(),
                    context.getCatalogTable(),
                    context.getEnrichmentOptions(),
                    context.getConfiguration(),
                    context.getClassLoader(),
                    context.isTemporary());
        }

        @Override
        public String factoryIdentifier() {
            return lake.factoryIdentifier();
        }

        @Override
        public Set<ConfigOption<?>> requiredOptions() {
            return lake.requiredOptions();
        }

        @Override
        public Set<ConfigOption<?>> optionalOptions() {
            return lake.optionalOptions();
        }
    }
}
