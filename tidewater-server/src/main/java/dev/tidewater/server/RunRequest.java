package dev.tidewater.server;

import dev.tidewater.engine.deploy.LocalDeployer.OldState;
import dev.tidewater.engine.deploy.PipelineScript;
import java.util.List;

/**
 * Asks for scripts to be run.
 *
 * @param by who asks
 */
public record RunRequest(List<PipelineScript> scripts, OldState oldState, String by) {}
