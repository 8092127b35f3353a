package dev.tidewater.engine.sql;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.CatalogDescriptor;

/** Makes Flink table environments that know the catalogs {@code lake} and {@code kafka}. */
final class Session {
    static final String LAKE = "lake";

    private Session() {}

    static TableEnvironment streaming(SessionConfig config, UserClasses classes) {
        return create(config.with(Map.of("execution.runtime-mode", "STREAMING")), classes);
    }

    static TableEnvironment batch(SessionConfig config, UserClasses classes) {
        return create(config.with(Map.of("execution.runtime-mode", "BATCH")), classes);
    }

    /** Without catalogs. */
    static TableEnvironment streaming(Map<String, String> options, UserClasses classes) {
        Map<String, String> flink = new TreeMap<>(options);
        flink.put("execution.runtime-mode", "STREAMING");
        return plain(flink, classes);
    }

    private static TableEnvironment plain(Map<String, String> options, UserClasses classes) {
        Map<String, String> flink = new TreeMap<>(options);
        flink.putAll(classes.options());
        EnvironmentSettings settings = EnvironmentSettings.newInstance()
                .withConfiguration(Configuration.fromMap(flink))
                .withClassLoader(classes.loader())
                .build();
        return TableEnvironment.create(settings);
    }

    private static TableEnvironment create(SessionConfig config, UserClasses classes) {
        TableEnvironment environment = plain(config.flink(), classes);
        Map<String, String> lake = new TreeMap<>(config.lake());
        lake.put("type", LakeCatalogFactory.IDENTIFIER);
        register(environment, LAKE, lake);
        if (!config.topics().isEmpty()) {
            register(environment, TopicNames.CATALOG, config.topics());
        }
        return environment;
    }

    private static void register(TableEnvironment environment, String name, Map<String, String> options) {
        environment.createCatalog(name, CatalogDescriptor.of(name, Configuration.fromMap(options)));
    }

    /** Flink finds connectors through the context class loader, which threads of servers and pools need not have. */
    static <T> T inFlink(Supplier<T> work) {
        try (UserClasses none = UserClasses.none()) {
            return none.inFlink(work);
        }
    }
}
