package dev.tidewater.icebergrest;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * The keys of the configuration file, with their defaults.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><th>key</th><th>default</th><th>what it is</th></tr>
 * <tr><td>{@code host}</td><td>127.0.0.1</td><td>loopback address to listen on</td></tr>
 * <tr><td>{@code port}</td><td>required</td><td>0 to 65535; 0 lets the system choose</td></tr>
 * <tr><td>{@code name}</td><td>lake</td><td>name of the catalog, stored with every table</td></tr>
 * <tr><td>{@code warehouse}</td><td>required</td><td>root location of the tables, {@code s3://bucket/path}</td></tr>
 * <tr><td>{@code database}</td><td>required</td><td>path of the SQLite file</td></tr>
 * <tr><td>{@code s3.endpoint}</td><td>AWS</td><td>URL of the object store</td></tr>
 * <tr><td>{@code s3.region}</td><td>us-east-1</td><td></td></tr>
 * <tr><td>{@code s3.path-style-access}</td><td>true</td><td>the bucket stands in the path, not in the host name</td></tr>
 * <tr><td>{@code catalog.*}</td><td></td><td>passed to Iceberg's catalog and file access without the prefix</td></tr>
 * </table>
 */
final class ConfigurationKeys {
    private static final String PASSED_ON = "catalog.";
    private static final Set<String> KNOWN =
            Set.of("host", "port", "name", "warehouse", "database", "s3.endpoint", "s3.region", "s3.path-style-access");
    private static final Set<String> SECRETS =
            Set.of("catalog.s3.access-key-id", "catalog.s3.secret-access-key", "catalog.s3.session-token");
    /** Ours by another name; two answers to one question would be one too many. */
    private static final Map<String, String> DOUBLES =
            Map.of("catalog.warehouse", "warehouse", "catalog.uri", "database");

    private static final int HIGHEST_PORT = 65_535;

    private final Path file;
    private final Properties properties;
    private final List<Finding> faults = new ArrayList<>();

    ConfigurationKeys(Path file, Properties properties) {
        this.file = file;
        this.properties = properties;
    }

    /** @throws TidewaterException with a finding for every fault */
    Configuration configuration() {
        Configuration configuration = new Configuration(
                host(),
                port(),
                text("name", "lake"),
                Configuration.stripSlash(required("warehouse", "for example warehouse=s3://lake/warehouse")),
                Path.of(required("database", "for example database=catalog.db")),
                new Configuration.S3(text("s3.endpoint", ""), text("s3.region", "us-east-1"), pathStyle()),
                passedOn());
        if (!faults.isEmpty()) {
            throw new TidewaterException(
                    ErrorCode.CONFIGURATION,
                    "configuration file \"" + file + "\" has " + faults.size() + " fault(s)",
                    "correct them and start again",
                    faults,
                    null);
        }
        return configuration;
    }

    private String host() {
        String host = text("host", "127.0.0.1");
        try {
            if (InetAddress.getByName(host).isLoopbackAddress()) {
                return host;
            }
        } catch (UnknownHostException e) {
            // said below: a name that does not resolve is not this machine's loopback either
        }
        fault(
                "host \"" + host + "\" is not a loopback address",
                "the catalog asks nobody for a password: use 127.0.0.1");
        return host;
    }

    private int port() {
        String port = required("port", "for example port=8181; 0 lets the system choose");
        try {
            int number = port.isEmpty() ? 0 : Integer.parseInt(port);
            if (number >= 0 && number <= HIGHEST_PORT) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of range
        }
        fault("port \"" + port + "\" is not a port", "use a number from 0 to " + HIGHEST_PORT);
        return 0;
    }

    private String pathStyle() {
        String value = text("s3.path-style-access", "true");
        if (!value.equals("true") && !value.equals("false")) {
            fault("s3.path-style-access is \"" + value + "\"", "use true or false");
        }
        return value;
    }

    private Map<String, String> passedOn() {
        Map<String, String> passedOn = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (SECRETS.contains(key)) {
                fault(
                        "key \"" + key + "\" is a credential",
                        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment instead");
            } else if (DOUBLES.containsKey(key)) {
                fault("key \"" + key + "\" cannot be passed on", "set " + DOUBLES.get(key) + " instead");
            } else if (key.startsWith(PASSED_ON)) {
                passedOn.put(key.substring(PASSED_ON.length()), text(key, ""));
            } else if (!KNOWN.contains(key)) {
                fault("key \"" + key + "\" is unknown", "properties of Iceberg's catalog begin with catalog.");
            }
        }
        return passedOn;
    }

    private String required(String key, String hint) {
        String value = text(key, "");
        if (value.isEmpty()) {
            fault("key \"" + key + "\" is missing", hint);
        }
        return value;
    }

    private String text(String key, String otherwise) {
        return properties.getProperty(key, otherwise).strip();
    }

    private void fault(String message, String hint) {
        faults.add(new Finding("service-configuration", Finding.Level.ERROR, file.toString(), 0, 0, message, hint));
    }
}
