package dev.tidewater.engine.sql;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.catalog.CatalogDescriptor;

/** Makes Flink table environments that know the {@code lake} catalog. */
final class Session {
    static final String LAKE = "lake";

    private Session() {}

    static TableEnvironment streaming(SessionConfig config) {
        return create(config.with(Map.of("execution.runtime-mode", "STREAMING")));
    }

    static TableEnvironment batch(SessionConfig config) {
        return create(config.with(Map.of("execution.runtime-mode", "BATCH")));
    }

    private static TableEnvironment create(SessionConfig config) {
        EnvironmentSettings settings = EnvironmentSettings.newInstance()
                .withConfiguration(Configuration.fromMap(config.flink()))
                .build();
        TableEnvironment environment = TableEnvironment.create(settings);
        Map<String, String> options = new TreeMap<>(config.lake());
        options.put("type", LakeCatalogFactory.IDENTIFIER);
        environment.createCatalog(LAKE, CatalogDescriptor.of(LAKE, Configuration.fromMap(options)));
        return environment;
    }

    /** Flink finds connectors through the context class loader, which threads of servers and pools need not have. */
    static <T> T inFlink(Supplier<T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Session.class.getClassLoader());
        try {
            return work.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
