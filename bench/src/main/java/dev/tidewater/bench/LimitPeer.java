package dev.tidewater.bench;

import dev.tidewater.bench.limits.LimitJob;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.stack.StackLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** Parts of works, on one thread without a framework. */
final class LimitPeer {
    private LimitPeer() {}

    static Fork fork(Assignment assignment, StackLayout layout, Endpoints endpoints) {
        Properties job = assignment.properties(endpoints);
        job.setProperty("limit", assignment.peer().label());
        assignment.write(job);
        List<Path> classPath = Stream.concat(layout.jars("tidewater").stream(), layout.jars("flink").stream())
                .toList();
        return new Fork(
                List.of("-XX:+UseSerialGC", "-Xmx1g", "-Dlog4j2.configurationFile=bench-log4j2.xml"),
                classPath,
                LimitJob.class.getName(),
                List.of(assignment.jobFile().toString()),
                Map.of(),
                assignment.folder(),
                assignment.name());
    }
}
