package dev.tidewater.model;

import java.nio.file.Path;

/**
 * One SQL script of a project, which becomes one Flink job.
 *
 * @param name the file's name without {@code .sql}
 * @param file readable from the working directory, and named the way the user named the project
 */
public record Pipeline(String name, Path file) {
    static final String SUFFIX = ".sql";

    public Pipeline {
        Require.that(!name.isBlank(), "a pipeline has a name");
    }

    /** The pipeline that a script makes, wherever the script lies. */
    public static Pipeline of(Path file) {
        String fileName = String.valueOf(file.getFileName());
        boolean sql = fileName.endsWith(SUFFIX) && fileName.length() > SUFFIX.length();
        return new Pipeline(sql ? fileName.substring(0, fileName.length() - SUFFIX.length()) : fileName, file);
    }
}
