package dev.tidewater.flink.formats.json;

/** A schema that is none of a table, or a column that JSON has no form for. Names the field. */
public final class IncompatibleJsonSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    IncompatibleJsonSchemaException(String path, String fault) {
        super(path.isEmpty() ? fault : "field \"" + path + "\": " + fault);
    }
}
