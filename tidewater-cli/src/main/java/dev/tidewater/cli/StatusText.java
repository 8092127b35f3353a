package dev.tidewater.cli;

import dev.tidewater.engine.deploy.PipelineStatus;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.stack.ServiceStatus;
import dev.tidewater.server.StatusReport;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** Status as text. */
final class StatusText {
    private StatusText() {}

    static String all(StatusReport report, Clock clock) {
        return "stack: " + report.phase().label() + ", " + Units.bytes(report.residentBytes()) + " resident\n"
                + report.problems().stream()
                        .map(problem -> "problem: " + problem + "\n")
                        .collect(Collectors.joining())
                + "\n"
                + services(report.services())
                + "\n"
                + endpoints(report)
                + "\n"
                + pipelines(report.pipelines(), clock);
    }

    static String services(List<ServiceStatus> services) {
        TextTable table = new TextTable("SERVICE", "STATE", "PID", "READY AFTER", "MEMORY", "RESTARTS")
                .alignRight(2)
                .alignRight(3)
                .alignRight(4)
                .alignRight(5);
        for (ServiceStatus service : services) {
            table.row(
                    service.name(),
                    service.state().label(),
                    service.pid() == 0 ? "-" : Long.toString(service.pid()),
                    service.readyAfter().isZero() ? "-" : Units.duration(service.readyAfter()),
                    Units.bytes(service.residentBytes()),
                    Integer.toString(service.restarts()));
        }
        return table.render();
    }

    static String endpoints(StatusReport report) {
        Endpoints endpoints = report.endpoints();
        return """
                kafka            %s
                schema registry  %s
                s3               %s  (keys: tidewater status -o json)
                iceberg catalog  %s  warehouse %s
                flink            %s
                """.formatted(
                        endpoints.kafka().bootstrapServers(),
                        endpoints.schemaRegistry().url(),
                        endpoints.s3().endpoint(),
                        endpoints.catalog().uri(),
                        endpoints.catalog().warehouse(),
                        endpoints.flink().url());
    }

    static String pipelines(List<PipelineStatus> pipelines, Clock clock) {
        if (pipelines.isEmpty()) {
            return "no pipelines; start one with: tidewater run FILE.sql\n";
        }
        TextTable table = new TextTable("PIPELINE", "STATE", "SINCE", "CHECKPOINT", "PROBLEM");
        for (PipelineStatus pipeline : pipelines) {
            String checkpoint = pipeline.checkpoint()
                    .map(id -> "#" + id
                            + pipeline.checkpointAt()
                                    .map(at -> ", " + Units.ago(at, clock))
                                    .orElse(""))
                    .orElse("-");
            table.row(
                    pipeline.name(),
                    pipeline.state().label(),
                    Units.ago(pipeline.since(), clock),
                    checkpoint,
                    pipeline.problem().orElse(""));
        }
        return table.render();
    }
}
