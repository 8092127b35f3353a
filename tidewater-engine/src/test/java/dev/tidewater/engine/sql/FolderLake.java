package dev.tidewater.engine.sql;

import java.nio.file.Path;
import java.util.Map;

/** A lake in a folder: enough to plan with, and no service needs to run. */
final class FolderLake {
    private FolderLake() {}

    static SessionConfig session(Path warehouse) {
        return new SessionConfig(
                Map.of(),
                Map.of("catalog-type", "hadoop", "warehouse", warehouse.toUri().toString()),
                Map.of());
    }
}
