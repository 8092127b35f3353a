package dev.tidewater.flink.formats.protobuf;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a field has that is not in a record. */
final class Defaults {
    private static final int LONGEST = 8;

    private Defaults() {}

    /** As if it were in the record: the value without the tag. */
    static Input encoded(Field field, Path path) {
        byte[] bytes = field.defaultText() == null ? zero(field) : declared(field, field.defaultText(), path);
        return new Input(bytes, 0, bytes.length);
    }

    private static byte[] zero(Field field) {
        Symbols symbols = field.symbols();
        if (symbols != null) {
            Output out = new Output();
            out.writeVarint(symbols.first().map(Map.Entry::getValue).orElse(0));
            return out.toBytes();
        }
        return new byte[LONGEST];
    }

    private static byte[] declared(Field field, String text, Path path) {
        Output out = new Output();
        try {
            switch (field.kind()) {
                case DOUBLE -> out.writeFixed64(Double.doubleToRawLongBits(fraction(text)));
                case FLOAT -> out.writeFixed32(Float.floatToRawIntBits((float) fraction(text)));
                case INT32, INT64, UINT32 -> out.writeVarint(Long.decode(text));
                case UINT64 -> out.writeVarint(unsigned(text));
                case SINT32, SINT64 -> {
                    long value = Long.decode(text);
                    out.writeVarint((value << 1) ^ (value >> 63));
                }
                case FIXED32, SFIXED32 -> out.writeFixed32((int) (long) Long.decode(text));
                case FIXED64 -> out.writeFixed64(unsigned(text));
                case SFIXED64 -> out.writeFixed64(Long.decode(text));
                case BOOL -> out.writeVarint(text.equals("true") ? 1 : 0);
                case STRING -> out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                case BYTES -> out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
                case ENUM -> {
                    Symbols symbols = field.symbols();
                    Integer number = symbols == null ? null : symbols.numbers().get(text);
                    if (number == null) {
                        throw new ProtobufSchemaException(
                                path, "its default \"" + text + "\" is no symbol of its enum");
                    }
                    out.writeVarint(number);
                }
                case MESSAGE, GROUP -> throw new ProtobufSchemaException(path, "a message has no default");
            }
        } catch (NumberFormatException e) {
            throw new ProtobufSchemaException(path, "its default \"" + text + "\" is no " + field.describe());
        }
        return out.toBytes();
    }

    private static double fraction(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan", "-nan" -> Double.NaN;
            default -> Double.parseDouble(text);
        };
    }

    private static long unsigned(String text) {
        return text.startsWith("0x") || text.startsWith("0X")
                ? Long.parseUnsignedLong(text.substring(2), 16)
                : Long.parseUnsignedLong(text);
    }
}
