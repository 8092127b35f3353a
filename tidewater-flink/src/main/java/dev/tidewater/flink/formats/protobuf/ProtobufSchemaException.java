package dev.tidewater.flink.formats.protobuf;

/** A schema that is none, or that does not fit the table: says in which field, and why. */
public final class ProtobufSchemaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ProtobufSchemaException(String fault) {
        super(fault);
    }

    ProtobufSchemaException(Path path, String fault) {
        super(path.isRoot() ? fault : "field \"" + path + "\": " + fault);
    }
}
