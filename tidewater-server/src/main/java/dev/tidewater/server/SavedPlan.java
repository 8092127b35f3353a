package dev.tidewater.server;

import dev.tidewater.engine.deploy.PipelineScript;
import java.util.List;
import java.util.Map;

/**
 * What {@code plan --out} keeps in a file: the scripts as they were, and what was to become of each pipeline.
 *
 * @param fingerprints by pipeline
 */
public record SavedPlan(List<PipelineScript> scripts, Map<String, String> fingerprints) {
    public SavedPlan {
        scripts = List.copyOf(scripts);
        fingerprints = Map.copyOf(fingerprints);
    }
}
