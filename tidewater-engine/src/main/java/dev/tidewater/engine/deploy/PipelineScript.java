package dev.tidewater.engine.deploy;

/**
 * A script to run.
 *
 * @param name of the pipeline
 * @param file as the user named it, for messages
 * @param text of the script
 */
public record PipelineScript(String name, String file, String text) {}
