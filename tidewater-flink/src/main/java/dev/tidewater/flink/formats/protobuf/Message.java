package dev.tidewater.flink.formats.protobuf;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message type. Types refer to each other, so its fields are set after it is made, and once. */
final class Message {
    private final String name;
    private final boolean entry;
    private List<Field> fields = List.of();
    private List<Field> byNumber = List.of();

    private Message(String name, boolean entry) {
        this.name = name;
        this.entry = entry;
    }

    static Message named(String name) {
        return new Message(name, false);
    }

    /** The entries of a map: field 1 is the key, field 2 the value. */
    static Message entry(String name) {
        return new Message(name, true);
    }

    void define(List<Field> itsFields) {
        fields = List.copyOf(itsFields);
        byNumber =
                fields.stream().sorted(Comparator.comparingInt(Field::number)).toList();
    }

    /** With its package and the messages around it: {@code shop.Order.Line}. */
    String name() {
        return name;
    }

    boolean isEntry() {
        return entry;
    }

    /** In the order of the schema. */
    List<Field> fields() {
        return fields;
    }

    List<Field> byNumber() {
        return byNumber;
    }

    @Nullable
    Field field(int number) {
        for (Field field : fields) {
            if (field.number() == number) {
                return field;
            }
        }
        return null;
    }

    @Nullable
    Field field(String called) {
        for (Field field : fields) {
            if (field.name().equals(called)) {
                return field;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "message \"" + name + "\"";
    }
}
