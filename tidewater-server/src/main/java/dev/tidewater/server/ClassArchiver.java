package dev.tidewater.server;

import dev.tidewater.engine.deploy.LocalDeployer;
import dev.tidewater.engine.deploy.LocalDeployer.OldState;
import dev.tidewater.engine.deploy.LocalSessions;
import dev.tidewater.engine.deploy.PipelineScript;
import dev.tidewater.engine.sql.LakeQuery;
import dev.tidewater.engine.stack.ClassArchives;
import dev.tidewater.engine.stack.ServiceStatus;
import dev.tidewater.engine.stack.Stack;
import dev.tidewater.engine.stack.StackIdentity;
import dev.tidewater.engine.stack.StackLayout;
import dev.tidewater.model.Project;
import dev.tidewater.model.ProjectLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Makes the class archives of a distribution, once after it was built: runs every service through a little real work and
 * lets it write down the classes that it used. The launcher runs this JVM with an archive of its own, for the supervisor.
 *
 * <p>Usage: {@code ClassArchiver HOME EMPTY_FOLDER}.
 */
public final class ClassArchiver {
    private static final String SCRIPT = """
            CREATE TABLE ticks (
              id BIGINT,
              name STRING,
              ts TIMESTAMP(3),
              WATERMARK FOR ts AS ts - INTERVAL '1' SECOND
            ) WITH ('connector' = 'datagen', 'number-of-rows' = '2000', 'fields.id.max' = '9', 'fields.id.min' = '0',
                    'fields.name.length' = '4');
            CREATE DATABASE IF NOT EXISTS lake.warm;
            CREATE TABLE IF NOT EXISTS lake.warm.counts (id BIGINT, total BIGINT, ts TIMESTAMP(3)) PARTITIONED BY (id);
            INSERT INTO lake.warm.counts
            SELECT id, COUNT(*), window_end
            FROM TABLE(TUMBLE(TABLE ticks, DESCRIPTOR(ts), INTERVAL '1' SECOND))
            GROUP BY id, window_start, window_end;
            """;

    private ClassArchiver() {}

    public static void main(String[] args) throws Exception {
        StackLayout layout = new StackLayout(Path.of(args[0]), Path.of(args[1]));
        Files.createDirectories(ClassArchives.folder(layout.home()));
        Files.writeString(layout.project().resolve("tidewater.yaml"), "name: warm-up\n");
        Project project = ProjectLoader.load(layout.project());
        StackIdentity identity = StackIdentity.loadOrCreate(layout, Map.of());
        Supervisor.presentCredentials(identity);
        try (Stack stack = Stack.of(
                layout, identity, StackSettings.memory(project), new LoggingListener(), ClassArchives.record())) {
            stack.start();
            LocalDeployer deployer = new LocalDeployer(layout, stack.endpoints(), Clock.systemUTC());
            deployer.runAll(project, List.of(new PipelineScript("warm", "warm.sql", SCRIPT)), OldState.KEEP, "warm");
            new LakeQuery(LocalSessions.forQueries(stack.endpoints())).run("SELECT COUNT(*) FROM warm.counts", 10);
            for (ServiceStatus service : stack.services()) {
                ClassArchives.write(service, layout.home());
            }
        }
        System.exit(0);
    }
}
