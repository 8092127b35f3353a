package dev.tidewater.flink.formats.protobuf;

import dev.tidewater.flink.formats.SchemaText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The messages of a schema.
 *
 * @param messages by where they are declared: the index of a message among those of its file, then of one inside of it,
 *     and so on. Confluent's framing names them so
 */
record ProtobufSchema(Map<List<Integer>, Message> messages) {
    private static final List<Integer> FIRST = List.of(0);

    ProtobufSchema {
        messages = Map.copyOf(messages);
    }

    /** @throws ProtobufSchemaException if the text is no schema, or refers to a type that is not to be had */
    static ProtobufSchema parse(SchemaText schema) {
        return new ProtobufSchema(new SchemaParser(schema).messages());
    }

    /** What the records of a topic are, whose schema says no more. */
    Message first() {
        Message first = messages.get(FIRST);
        if (first == null) {
            throw new ProtobufSchemaException("a table needs a Protobuf message, and the schema declares none");
        }
        return first;
    }

    /** Where a message of this name is declared; empty if there is none. */
    Optional<List<Integer>> indexesOf(String name) {
        return messages.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(name))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
