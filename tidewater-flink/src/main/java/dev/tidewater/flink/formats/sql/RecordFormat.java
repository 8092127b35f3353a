package dev.tidewater.flink.formats.sql;

import dev.tidewater.flink.formats.BySchemaId;
import dev.tidewater.flink.registry.PatientRegistry;
import dev.tidewater.flink.registry.SchemaRegistry;
import java.io.IOException;
import java.io.Serializable;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;

/**
 * What the options of a format say.
 *
 * @param url base of the registry's API; empty if records do not name their schemas
 * @param topic empty if not known
 * @param subject empty if there is none
 * @param schemaId null if records are read with the schemas they were written with
 * @param declaredSchema of records that do not name theirs; empty if there is none
 */
record RecordFormat(
        String url,
        String topic,
        String subject,
        @Nullable Integer schemaId,
        RecordLayout layout,
        String declaredSchema)
        implements Serializable {
    static RecordFormat of(ReadableConfig options) {
        return new RecordFormat(
                options.getOptional(FormatOptions.URL).orElse(""),
                options.get(FormatOptions.TOPIC),
                options.get(FormatOptions.SUBJECT),
                options.getOptional(FormatOptions.SCHEMA_ID).orElse(null),
                options.get(FormatOptions.LAYOUT),
                options.get(FormatOptions.SCHEMA));
    }

    /** Whether each record has the id of its schema in front. */
    boolean namesSchemas() {
        return !url.isEmpty();
    }

    /** Not to be asked if records do not name their schemas. */
    PatientRegistry registry() {
        return new PatientRegistry(new SchemaRegistry(url), toString());
    }

    /** @throws IOException if the registry does not know it */
    <S> S schema(BySchemaId.Lookup<S> registry, int id) throws IOException {
        return registry.schema(id)
                .orElseThrow(
                        () -> new IOException(
                                "the schema registry at " + url + " has no schema with id " + id
                                        + ", which the table of " + this
                                        + " was made from; if its data was lost, register the schema again and start the pipeline anew"));
    }

    /** Makes it the latest schema of the subject. */
    int register(PatientRegistry registry, String type, String schema) throws IOException {
        if (subject.isEmpty()) {
            throw new IOException("rows for " + this + " cannot be written: set the format's option \""
                    + FormatOptions.SUBJECT.key() + "\" to the subject of their schema");
        }
        return registry.ask(up -> up.register(subject, type, schema));
    }

    /** As messages call it: {@code topic "orders" (subject "orders-value")}. */
    @Override
    public String toString() {
        String ofSubject = subject.isEmpty() ? "" : "subject \"" + subject + "\"";
        if (topic.isEmpty()) {
            return ofSubject.isEmpty() ? "a topic" : ofSubject;
        }
        return "topic \"" + topic + "\"" + (ofSubject.isEmpty() ? "" : " (" + ofSubject + ")");
    }
}
