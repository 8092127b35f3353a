package dev.tidewater.engine.produce;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** How the records lie in the file. Any of them may be gzip-compressed; that is seen from the bytes. */
public enum InputFormat {
    /** One JSON array of objects, or objects one after the other, in as many lines as they like. */
    JSON,
    /** One JSON object a line. */
    JSON_LINES,
    /** A header line with the field names, then one record a row; separated by comma, else semicolon, else tab. */
    CSV,
    /** An Avro object container file. */
    AVRO,
    PARQUET;

    /** As written on the command line. */
    public String label() {
        return this == JSON_LINES ? "jsonl" : name().toLowerCase(Locale.ROOT);
    }

    /** What the file name says, if it says something; {@code .gz} at its end is looked through. */
    public static Optional<InputFormat> ofName(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        String bare = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return switch (bare.substring(bare.lastIndexOf('.') + 1)) {
            case "json" -> Optional.of(JSON);
            case "jsonl", "ndjson" -> Optional.of(JSON_LINES);
            case "csv", "tsv" -> Optional.of(CSV);
            case "avro" -> Optional.of(AVRO);
            case "parquet" -> Optional.of(PARQUET);
            default -> Optional.empty();
        };
    }

    /** Whether records of this format are Avro records already, with a schema of their own. */
    boolean hasSchema() {
        return this == AVRO || this == PARQUET;
    }
}
