package dev.tidewater.engine.stack;

import java.util.Map;

/** Where the services of a stack are reached: the contract of {@code status -o json}. */
public record Endpoints(
        Kafka kafka, SchemaRegistry schemaRegistry, S3 s3, Catalog catalog, Flink flink, Console console) {
    public static final String REGION = "us-east-1";
    public static final String WAREHOUSE_BUCKET = "lake";
    public static final String FLINK_BUCKET = "flink";
    public static final String CATALOG_NAME = "lake";

    public record Kafka(String bootstrapServers) {}

    public record SchemaRegistry(String url) {}

    public record S3(String endpoint, String region, String accessKey, String secretKey, boolean pathStyle) {}

    public record Catalog(String uri, String warehouse, String name) {}

    public record Flink(String url) {}

    /** Where a browser shows what runs: Flink's web UI. */
    public record Console(String url) {}

    static Endpoints of(StackIdentity identity) {
        return new Endpoints(
                new Kafka(identity.address(StackPort.KAFKA)),
                new SchemaRegistry(identity.url(StackPort.SCHEMA_REGISTRY) + RegistryService.PATH),
                new S3(identity.url(StackPort.S3), REGION, identity.accessKey(), identity.secretKey(), true),
                new Catalog(identity.url(StackPort.CATALOG), "s3://" + WAREHOUSE_BUCKET + "/", CATALOG_NAME),
                new Flink(identity.url(StackPort.FLINK)),
                new Console(identity.url(StackPort.FLINK)));
    }

    /**
     * What stands for each service that a project's {@code local.hosts} may map to: {@code host:port}, and for the
     * registry the path of its Confluent-compatible API too, as elsewhere that lies at the root.
     */
    public Map<String, String> authorities() {
        return Map.of(
                "kafka",
                kafka.bootstrapServers(),
                "schema-registry",
                withoutScheme(schemaRegistry.url()),
                "s3",
                withoutScheme(s3.endpoint()),
                "catalog",
                withoutScheme(catalog.uri()),
                "flink",
                withoutScheme(flink.url()));
    }

    private static String withoutScheme(String url) {
        return url.substring("http://".length());
    }
}
