package dev.tidewater.flink.catalog;

import dev.tidewater.flink.source.TopicOptions.BadRecords;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.factories.CatalogFactory;

/** Makes {@link TopicDrafts}, for whoever plans without a cluster. It has no options. */
public final class TopicDraftsFactory implements CatalogFactory {
    public static final String IDENTIFIER = "tidewater-kafka-drafts";

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
        // By names that nobody has: nothing that is only planned asks for them.
        Connection nowhere = new Connection(
                "drafts.invalid:9092",
                Optional.of("http://drafts.invalid"),
                Map.of(),
                Extent.UNBOUNDED,
                BadRecords.DEAD_LETTER);
        return new TopicDrafts(context.getName(), nowhere);
    }
}
