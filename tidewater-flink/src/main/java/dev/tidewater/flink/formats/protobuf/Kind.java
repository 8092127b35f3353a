package dev.tidewater.flink.formats.protobuf;

import java.util.Locale;
import java.util.Optional;

/** The types of fields, and how each is encoded: Protobuf's "Encoding", "Message Structure". */
enum Kind {
    DOUBLE(Wire.FIXED64),
    FLOAT(Wire.FIXED32),
    INT32(Wire.VARINT),
    INT64(Wire.VARINT),
    UINT32(Wire.VARINT),
    UINT64(Wire.VARINT),
    SINT32(Wire.VARINT),
    SINT64(Wire.VARINT),
    FIXED32(Wire.FIXED32),
    FIXED64(Wire.FIXED64),
    SFIXED32(Wire.FIXED32),
    SFIXED64(Wire.FIXED64),
    BOOL(Wire.VARINT),
    STRING(Wire.LENGTH),
    BYTES(Wire.LENGTH),
    ENUM(Wire.VARINT),
    MESSAGE(Wire.LENGTH),
    GROUP(Wire.GROUP);

    private final int wire;

    Kind(int wire) {
        this.wire = wire;
    }

    /** One of the numbers of {@link Wire}. */
    int wire() {
        return wire;
    }

    /** Whether values of it may stand one after the other behind one length. */
    boolean isPackable() {
        return wire != Wire.LENGTH && wire != Wire.GROUP;
    }

    boolean isMessage() {
        return this == MESSAGE || this == GROUP;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** That of a word in a schema; empty if the word names a message or an enum. */
    static Optional<Kind> scalar(String word) {
        for (Kind kind : values()) {
            if (kind != ENUM && !kind.isMessage() && kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
