package dev.tidewater.flink.formats.avro;

/** A schema that has no Flink type, or does not fit the table or the reader's schema. Names the field. */
public final class IncompatibleSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String path;

    IncompatibleSchemaException(Path path, String fault) {
        super(path.isRoot() ? fault : "field \"" + path + "\": " + fault);
        this.path = path.toString();
    }

    /** The field, like {@code items[].price}; empty if the fault is in the schema as a whole. */
    public String path() {
        return path;
    }
}
