package dev.tidewater.engine.plan;

import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.HostMapping;
import dev.tidewater.engine.sql.PipelineCompiler;
import dev.tidewater.engine.sql.SessionConfig;
import dev.tidewater.engine.sql.SqlScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Compiles scripts with Flink's planner over a lake in a folder; nothing is run. */
final class Scripts {
    private static final Map<String, CompiledPipeline> COMPILED = new HashMap<>();

    private Scripts() {}

    static synchronized CompiledPipeline compile(Path folder, String script) {
        return COMPILED.computeIfAbsent(script, text -> {
            try {
                // Each has a lake of its own: what one creates is not there for the next.
                Path warehouse = Files.createTempDirectory(folder, "lake");
                SessionConfig session = new SessionConfig(
                        Map.of(),
                        Map.of(
                                "catalog-type",
                                "hadoop",
                                "warehouse",
                                warehouse.toUri().toString()),
                        Map.of());
                return new PipelineCompiler(session, new HostMapping(Map.of()))
                        .compile("p", SqlScript.parse("p.sql", text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** What becomes of the state when {@code before} goes on as {@code after}. */
    static PlanChange change(Path folder, String before, String after) {
        CompiledPipeline old = compile(folder, before);
        CompiledPipeline wanted = compile(folder, after);
        return PlanChange.between(planned(old), planned(wanted));
    }

    private static Planned planned(CompiledPipeline pipeline) {
        return new Planned(pipeline.plan(), pipeline.options(), pipeline.preamble());
    }
}
