package dev.tidewater.cli;

import dev.tidewater.engine.deploy.PipelineScript;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Pipeline;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads scripts. */
final class PipelineFiles {
    private PipelineFiles() {}

    static List<PipelineScript> read(List<Path> files) {
        return files.stream().map(PipelineFiles::read).toList();
    }

    private static PipelineScript read(Path file) {
        try {
            return new PipelineScript(Pipeline.of(file).name(), file.toString(), Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new TidewaterException(
                    ErrorCode.USAGE, "file \"" + file + "\" is not UTF-8 text", "save it as UTF-8", e);
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    Files.isDirectory(file)
                            ? "\"" + file + "\" is a folder"
                            : "file \"" + file + "\" does not exist or cannot be read",
                    "name a script: tidewater run pipelines/FILE.sql",
                    e);
        }
    }
}
