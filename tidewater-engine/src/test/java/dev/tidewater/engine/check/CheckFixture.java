package dev.tidewater.engine.check;

import dev.tidewater.engine.sql.HostMapping;
import dev.tidewater.engine.sql.PipelineCompiler;
import dev.tidewater.engine.sql.SeenTables;
import dev.tidewater.engine.sql.SessionConfig;
import dev.tidewater.engine.sql.SqlScript;
import dev.tidewater.model.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A lake in a folder, and a checker that sees it as the real one. */
final class CheckFixture implements AutoCloseable {
    /** As a project configures it. */
    private static final Map<String, String> FLINK = Map.of("execution.checkpointing.interval", "10 s");

    private final SessionConfig config;
    private final SeenTables seen;

    private CheckFixture(SessionConfig config, SeenTables seen) {
        this.config = config;
        this.seen = seen;
    }

    static CheckFixture in(Path lake) {
        return in(lake, SeenTables.none());
    }

    static CheckFixture in(Path lake, SeenTables seen) {
        return new CheckFixture(
                new SessionConfig(
                        FLINK,
                        Map.of(
                                "catalog-type",
                                "hadoop",
                                "warehouse",
                                lake.toUri().toString()),
                        Map.of()),
                seen);
    }

    static CheckFixture offline() {
        return offline(SeenTables.none());
    }

    static CheckFixture offline(SeenTables seen) {
        return new CheckFixture(new SessionConfig(FLINK, Map.of(), Map.of()), seen);
    }

    /** Creates the tables of scripts in the lake; each script has to be a whole pipeline. */
    void create(List<String> scripts) {
        for (String script : scripts) {
            new PipelineCompiler(config, new HostMapping(Map.of()))
                    .compile("exists", SqlScript.parse("exists.sql", script));
        }
    }

    List<Finding> check(String file, String script) {
        return new Checker(config, new HostMapping(Map.of()), seen)
                .check(List.of(SqlScript.parse(file, script)))
                .findings();
    }

    @Override
    public void close() {}
}
