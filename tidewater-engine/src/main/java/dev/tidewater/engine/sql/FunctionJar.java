package dev.tidewater.engine.sql;

import java.nio.file.Path;

/**
 * A jar with functions of the user's, as it was when a script was compiled.
 *
 * @param name as scripts write it, such as {@code udfs/geo.jar}
 * @param sha256 of its content, 64 hexadecimal digits: another one is another version of its functions
 */
public record FunctionJar(String name, String sha256) {
    private static final String MARK = "-- ";

    /** As people see it: eight digits tell versions apart. */
    public String version() {
        return sha256.substring(0, 8);
    }

    /** The copy that is kept of it, which nobody builds over while a class loader reads it. */
    Path in(Path kept) {
        return kept.resolve(sha256 + ".jar");
    }

    /** As it stands behind the statements of a script that uses it. */
    String mark() {
        return MARK + name + " " + sha256;
    }

    /** Whether this stands behind the statements of a script: none of them begins like that. */
    public static boolean isMark(String statement) {
        return statement.startsWith(MARK);
    }
}
