package dev.tidewater.engine.sql;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.factories.CatalogFactory;

/** Lets a session create a {@link LakeCatalog}: every option is one of Iceberg's REST catalog. */
public final class LakeCatalogFactory implements CatalogFactory {
    static final String IDENTIFIER = "tidewater-lake";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        return Set.of();
    }

    @Override
    public Catalog createCatalog(Context context) {
        return LakeCatalog.of(context.getName(), context.getOptions());
    }
}
