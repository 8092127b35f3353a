package dev.tidewater.bench.flink;

import dev.tidewater.bench.flink.FlinkJob.Planned;
import dev.tidewater.engine.deploy.LocalSessions;
import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.PipelineCompiler;
import dev.tidewater.engine.sql.PlanRunner;
import dev.tidewater.engine.sql.SessionConfig;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.model.Project;
import dev.tidewater.model.ProjectLoader;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/** A pipeline, made and handed over as the supervisor of a project does it. But its topics end where they end when it begins. */
final class OurScript {
    private OurScript() {}

    static Planned compile(Properties job, URI rest) {
        Project project = ProjectLoader.load(Path.of(job.getProperty("project")));
        Endpoints endpoints = endpoints(job, rest);
        SessionConfig session = upToNow(LocalSessions.forPipelines(endpoints, project));
        prepare(job, session);
        String name = job.getProperty("name");
        CompiledPipeline compiled = new PipelineCompiler(
                        session, LocalSessions.hosts(endpoints, project.configuration()))
                .compile(name, SqlScript.parse(name + ".sql", job.getProperty("script")));
        JobID id = new JobID();
        return () -> {
            PlanRunner.submit(
                    session,
                    new PlanRunner.Submission(
                            name,
                            compiled.plan(),
                            compiled.options(),
                            compiled.preamble(),
                            compiled.functions(),
                            id.toHexString(),
                            Optional.empty(),
                            PlanRunner.Claim.NO_CLAIM,
                            PlanRunner.Leftovers.REFUSED));
            return id;
        };
    }

    private static SessionConfig upToNow(SessionConfig session) {
        Map<String, String> topics = new TreeMap<>(session.topics());
        topics.put("scan.bounded.mode", "latest-offset");
        return new SessionConfig(session.flink(), session.lake(), topics);
    }

    /** What a user says once of a topic, and a script cannot. */
    private static void prepare(Properties job, SessionConfig session) {
        String statement = job.getProperty("prepare", "");
        if (statement.isEmpty()) {
            return;
        }
        TableEnvironment environment = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        environment.createCatalog(
                "kafka",
                org.apache.flink.table.catalog.CatalogDescriptor.of(
                        "kafka", org.apache.flink.configuration.Configuration.fromMap(session.topics())));
        environment.executeSql(statement);
    }

    private static Endpoints endpoints(Properties job, URI rest) {
        return new Endpoints(
                new Endpoints.Kafka(job.getProperty("brokers")),
                new Endpoints.SchemaRegistry(job.getProperty("registry")),
                new Endpoints.S3(
                        job.getProperty("s3"),
                        Endpoints.REGION,
                        System.getenv("AWS_ACCESS_KEY_ID"),
                        System.getenv("AWS_SECRET_ACCESS_KEY"),
                        true),
                new Endpoints.Catalog(job.getProperty("catalog"), job.getProperty("warehouse"), Endpoints.CATALOG_NAME),
                new Endpoints.Flink(rest.toString()),
                new Endpoints.Console(rest.toString()));
    }
}
