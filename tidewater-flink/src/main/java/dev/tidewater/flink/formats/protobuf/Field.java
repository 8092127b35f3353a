package dev.tidewater.flink.formats.protobuf;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field of a message.
 *
 * @param message its type, if it is of kind MESSAGE or GROUP
 * @param symbols its type, if it is of kind ENUM
 * @param oneof the group of fields of which one is set; empty if it is in none
 * @param packed whether a writer is to put all values behind one length
 * @param defaultText as the schema has it; null if it says none
 * @param params what Confluent's extension of fields says of it, {@code confluent.field_meta}
 * @param doc empty if there is none
 */
record Field(
        int number,
        String name,
        Kind kind,
        Label label,
        @Nullable Message message,
        @Nullable Symbols symbols,
        String oneof,
        boolean packed,
        @Nullable String defaultText,
        Map<String, String> params,
        String doc) {
    /** How often a field occurs, and whether that tells anything. */
    enum Label {
        /** Of proto3: one that is not there has its default. */
        IMPLICIT,
        /** May be there or not. */
        OPTIONAL,
        REQUIRED,
        REPEATED
    }

    /** With it on a field that is a message, the one field of that message is meant. */
    static final String WRAPPED = "flink.wrapped";

    static final String NOT_NULL = "flink.notNull";
    static final String PRECISION = "flink.precision";
    static final String TYPE = "flink.type";
    static final String MAX_LENGTH = "flink.maxLength";
    static final String MIN_LENGTH = "flink.minLength";
    static final String INTEGER = "connect.type";
    static final String DIGITS = "precision";
    static final String SCALE = "scale";

    Field {
        params = Map.copyOf(params);
    }

    boolean isRepeated() {
        return label == Label.REPEATED;
    }

    boolean isMap() {
        return isRepeated() && message != null && message.isEntry();
    }

    boolean has(String param) {
        return "true".equals(params.get(param));
    }

    Message type() {
        return Objects.requireNonNull(message);
    }

    /** The type, in the words of the schema. */
    String describe() {
        String type = message != null ? message.name() : symbols != null ? symbols.name() : kind.word();
        return isMap() ? "map" : isRepeated() ? "repeated " + type : type;
    }
}
