package dev.tidewater.engine.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The Iceberg REST catalog. */
final class CatalogService {
    static final String NAME = "iceberg-rest";

    private CatalogService() {}

    static ServiceSpec spec() {
        return new ServiceSpec(NAME, List.of(StackPort.CATALOG), CatalogService::launch, CatalogService::ready);
    }

    private static Launch launch(StackContext context) {
        Path properties = context.writeProperties(
                NAME,
                "catalog.properties",
                Map.ofEntries(
                        Map.entry("host", StackIdentity.HOST),
                        Map.entry("port", Integer.toString(context.identity().port(StackPort.CATALOG))),
                        Map.entry(
                                "database",
                                context.layout()
                                        .data(NAME)
                                        .resolve("catalog.db")
                                        .toString()),
                        Map.entry("warehouse", "s3://" + Endpoints.WAREHOUSE_BUCKET + "/"),
                        Map.entry("s3.endpoint", context.identity().url(StackPort.S3)),
                        Map.entry("s3.path-style-access", "true"),
                        Map.entry("s3.region", Endpoints.REGION),
                        // A retried commit is appended again after a lost reply, without a look at what was committed:
                        // apache/iceberg#17901. Without retries the job restarts, looks, and skips.
                        Map.entry("catalog.table-default.commit.retry.num-retries", "0")));
        return new Launch(
                context.layout().jars(NAME),
                "dev.tidewater.icebergrest.Main",
                Jvm.small("160m"),
                List.of("--config", properties.toString()),
                context.credentials(),
                Duration.ofSeconds(2));
    }

    private static boolean ready(StackContext context) throws IOException, InterruptedException {
        return Tcp.accepts(context.identity().port(StackPort.CATALOG))
                && Http.get(context.identity().url(StackPort.CATALOG) + "/health")
                        .ok();
    }
}
