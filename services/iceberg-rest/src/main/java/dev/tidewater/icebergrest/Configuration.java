package dev.tidewater.icebergrest;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What one server serves and where it listens; the keys are documented at {@link ConfigurationKeys}.
 *
 * @param host a loopback address
 * @param port 0 lets the system choose
 * @param name clients may send it as {@code warehouse} to {@code /v1/config}
 * @param warehouse root location of the tables, without a trailing slash
 * @param database the SQLite file; made at the first start, together with its folder
 * @param catalog further properties of the catalog and its file access, without the prefix {@code catalog.}
 */
record Configuration(
        String host, int port, String name, String warehouse, Path database, S3 s3, Map<String, String> catalog) {
    private static final String FILE_IO = "org.apache.iceberg.aws.s3.S3FileIO";

    Configuration {
        catalog = Map.copyOf(catalog);
    }

    /**
     * How the object store is reached. Credentials are not part of it: they come from AWS's default chain.
     *
     * @param endpoint empty for AWS itself
     */
    record S3(String endpoint, String region, String pathStyleAccess) {
        /** By the names of Iceberg's S3 file access, which its clients use as well. */
        Map<String, String> properties() {
            Map<String, String> properties = new HashMap<>();
            properties.put("client.region", region);
            properties.put("s3.path-style-access", pathStyleAccess);
            if (!endpoint.isEmpty()) {
                properties.put("s3.endpoint", endpoint);
            }
            return properties;
        }
    }

    /**
     * @throws TidewaterException with code {@code CONFIGURATION} and a finding for every fault, or {@code USAGE} if the
     *     file cannot be read
     */
    static Configuration read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "configuration file \"" + file + "\" cannot be read",
                    "name a readable properties file with --config FILE",
                    e);
        }
        return new ConfigurationKeys(file, properties).configuration();
    }

    /** What Iceberg's catalog and file access are opened with. What the user passes through wins over our defaults. */
    Map<String, String> catalogProperties() {
        Map<String, String> properties = new HashMap<>(s3.properties());
        properties.put("io-impl", FILE_IO);
        // AWS clients for Glue, KMS and DynamoDB are not on the class path; this factory knows S3 alone.
        properties.put("s3.client-factory-impl", "org.apache.iceberg.aws.s3.DefaultS3FileIOAwsClientFactory");
        properties.put("http-client.type", "urlconnection");
        properties.putAll(catalog);
        properties.put("warehouse", warehouse);
        return properties;
    }

    /** What clients get as defaults, so that they find the object store without configuration; never a secret. */
    Map<String, String> clientDefaults() {
        Map<String, String> defaults = new HashMap<>();
        defaults.put("warehouse", warehouse);
        if (warehouse.startsWith("s3")) {
            defaults.putAll(s3.properties());
            defaults.put("s3.region", s3.region());
            defaults.put("io-impl", FILE_IO);
        }
        return defaults;
    }

    /** True for the catalog's name and for its warehouse location, with or without a trailing slash. */
    boolean servesWarehouse(String requested) {
        return requested.equals(name) || stripSlash(requested).equals(warehouse);
    }

    static String stripSlash(String location) {
        return location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
    }
}
