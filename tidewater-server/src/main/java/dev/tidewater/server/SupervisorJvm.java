package dev.tidewater.server;

import dev.tidewater.engine.stack.ClassArchives;
import dev.tidewater.engine.stack.StackLayout;
import java.util.ArrayList;
import java.util.List;

/** How the supervisor's JVM is sized: Flink's planner lives in it, and stays warm. */
final class SupervisorJvm {
    private SupervisorJvm() {}

    static List<String> arguments(StackLayout layout) {
        List<String> arguments =
                new ArrayList<>(ClassArchives.use(layout.home()).arguments("supervisor"));
        arguments.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xss1m",
                "-Xms64m",
                "-Xmx384m",
                "-Duser.timezone=UTC",
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/java.time=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + layout.temporary("supervisor"),
                "-Dlog4j2.configurationFile=supervisor-log4j2.xml"));
        return List.copyOf(arguments);
    }
}
