package dev.tidewater.flink.registry;

import dev.tidewater.flink.formats.SchemaText;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A version of a subject.
 *
 * @param id unique in the registry; stands before every record of the schema
 * @param type in the registry's words: {@code AVRO}, {@code JSON} or {@code PROTOBUF}
 * @param schema its text
 * @param references schemas that the text refers to, directly or through others
 */
public record SubjectVersion(
        String subject, int version, int id, String type, String schema, List<Reference> references) {
    public static final String AVRO = "AVRO";
    public static final String JSON = "JSON";
    public static final String PROTOBUF = "PROTOBUF";

    public SubjectVersion {
        references = List.copyOf(references);
    }

    /** Its text, with those of the schemas that it refers to. */
    public SchemaText text() {
        return new SchemaText(
                schema,
                references.stream().collect(Collectors.toMap(Reference::name, Reference::schema, (one, same) -> one)));
    }

    /** As messages call it: {@code subject "orders-value" version 3}. */
    @Override
    public String toString() {
        return "subject \"" + subject + "\" version " + version;
    }
}
