package dev.tidewater.flink.registry;

import java.util.List;

/**
 * A version of a subject.
 *
 * @param id unique in the registry; stands before every record of the schema
 * @param type in the registry's words: {@code AVRO}, {@code JSON} or {@code PROTOBUF}
 * @param schema its text
 * @param references subjects whose schemas the text refers to
 */
public record SubjectVersion(String subject, int version, int id, String type, String schema, List<String> references) {
    public static final String AVRO = "AVRO";
    public static final String JSON = "JSON";

    public SubjectVersion {
        references = List.copyOf(references);
    }

    /** As messages call it: {@code subject "orders-value" version 3}. */
    @Override
    public String toString() {
        return "subject \"" + subject + "\" version " + version;
    }
}
