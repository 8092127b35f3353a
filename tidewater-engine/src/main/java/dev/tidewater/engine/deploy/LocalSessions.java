package dev.tidewater.engine.deploy;

import dev.tidewater.engine.sql.FunctionFolder;
import dev.tidewater.engine.sql.HostMapping;
import dev.tidewater.engine.sql.SessionConfig;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.model.Configuration;
import dev.tidewater.model.Project;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Flink sessions on the local stack. Credentials for S3 are found in the environment by all who need them. */
public final class LocalSessions {
    private LocalSessions() {}

    /** A session for bounded answers. */
    public static SessionConfig forQueries(Endpoints endpoints) {
        return session(endpoints, Map.of());
    }

    /** The same with the functions of a project, whose folder it is. */
    public static SessionConfig forQueries(Endpoints endpoints, Path project) {
        return forQueries(endpoints).withFunctions(new FunctionFolder(project));
    }

    /** A session for somebody who sits there: one slot a job, and rows in the order of the topic. */
    public static SessionConfig forShells(Endpoints endpoints, Path project) {
        return session(endpoints, Map.of("parallelism.default", "1")).withFunctions(new FunctionFolder(project));
    }

    /** A session for pipelines that a project configures. */
    public static SessionConfig forPipelines(Endpoints endpoints, Project project) {
        return session(endpoints, options(project.configuration())).withFunctions(new FunctionFolder(project.root()));
    }

    /**
     * A session for whoever looks at pipelines without running them. It has no time zone of ours: a script that needs one has
     * to say so.
     */
    public static SessionConfig forChecks(Endpoints endpoints, Project project) {
        SessionConfig session = session(endpoints, Map.of());
        return new SessionConfig(options(project.configuration()), session.lake(), session.topics())
                .withFunctions(new FunctionFolder(project.root()));
    }

    /** The same while no service is there to be asked. */
    public static SessionConfig forChecksOffline(Project project) {
        return new SessionConfig(options(project.configuration()), Map.of(), Map.of())
                .withFunctions(new FunctionFolder(project.root()));
    }

    /** Leads the hosts that the project's pipelines name to the stack. */
    public static HostMapping hosts(Endpoints endpoints, Configuration configuration) {
        Map<String, String> addresses = new HashMap<>();
        configuration
                .local()
                .hosts()
                .forEach((host, service) ->
                        addresses.put(host.toString(), endpoints.authorities().get(service.label())));
        return new HostMapping(addresses);
    }

    private static Map<String, String> options(Configuration configuration) {
        Map<String, String> options = new TreeMap<>();
        options.put("parallelism.default", Integer.toString(configuration.parallelism()));
        options.put(
                "execution.checkpointing.interval",
                configuration.checkpoint().interval().toMillis() + " ms");
        options.putAll(configuration.sql());
        return options;
    }

    private static SessionConfig session(Endpoints endpoints, Map<String, String> options) {
        Map<String, String> flink = new TreeMap<>();
        String[] rest = endpoints.flink().url().substring("http://".length()).split(":");
        flink.put("execution.target", "remote");
        flink.put("rest.address", rest[0]);
        flink.put("rest.port", rest[1]);
        flink.put("table.local-time-zone", "UTC");
        flink.put("table.exec.iceberg.use-v2-sink", "true");
        flink.putAll(options);
        return new SessionConfig(
                flink,
                Map.of(
                        "catalog-type", "rest",
                        "uri", endpoints.catalog().uri(),
                        "warehouse", endpoints.catalog().warehouse(),
                        "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
                        "s3.endpoint", endpoints.s3().endpoint(),
                        "s3.path-style-access", Boolean.toString(endpoints.s3().pathStyle()),
                        "client.region", endpoints.s3().region()),
                Map.of(
                        "type", "tidewater-kafka",
                        "bootstrap.servers", endpoints.kafka().bootstrapServers(),
                        "schema-registry.url", endpoints.schemaRegistry().url()));
    }
}
