package dev.tidewater.flink.formats.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Random schemas, as Google's library describes them, and random messages of them. */
final class RandomProto {
    private static final int DEEPEST = 2;
    /** The parser takes plain fields in a group and nothing else. */
    private static final int IN_A_GROUP = 9;

    private static final List<Type> SCALARS = List.of(
            Type.TYPE_DOUBLE,
            Type.TYPE_FLOAT,
            Type.TYPE_INT32,
            Type.TYPE_INT64,
            Type.TYPE_UINT32,
            Type.TYPE_UINT64,
            Type.TYPE_SINT32,
            Type.TYPE_SINT64,
            Type.TYPE_FIXED32,
            Type.TYPE_FIXED64,
            Type.TYPE_SFIXED32,
            Type.TYPE_SFIXED64,
            Type.TYPE_BOOL,
            Type.TYPE_STRING,
            Type.TYPE_BYTES);
    private static final List<Type> KEYS = List.of(
            Type.TYPE_INT32,
            Type.TYPE_INT64,
            Type.TYPE_UINT32,
            Type.TYPE_SINT64,
            Type.TYPE_FIXED32,
            Type.TYPE_BOOL,
            Type.TYPE_STRING);
    private static final List<String> KNOWN = List.of(
            ".google.protobuf.Timestamp",
            ".google.type.Date",
            ".google.type.TimeOfDay",
            ".google.protobuf.StringValue",
            ".google.protobuf.Int64Value",
            ".google.protobuf.BoolValue",
            ".google.protobuf.BytesValue",
            ".google.protobuf.Any");
    private static final String[] TEXTS = {"", "a", "Größe", "日本語🙂", "a longer text, of more than a word or two"};

    private final Random random;
    private final boolean proto3;
    private int names;

    RandomProto(long seed) {
        random = new Random(seed);
        proto3 = random.nextInt(3) > 0;
    }

    FileDescriptorProto file() {
        FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder()
                .setName("random.proto")
                .setPackage("tide.random")
                .setSyntax(proto3 ? "proto3" : "proto2")
                .addAllDependency(Proto.KNOWN_FILES);
        file.addEnumType(symbols("Color"));
        file.addMessageType(message("Row", ".tide.random", 0));
        return file.build();
    }

    private EnumDescriptorProto symbols(String name) {
        EnumDescriptorProto.Builder symbols = EnumDescriptorProto.newBuilder().setName(name);
        int[] numbers = {0, 1, 2, 77, -5};
        for (int number : numbers) {
            symbols.addValue(EnumValueDescriptorProto.newBuilder()
                    .setName(name.toUpperCase(Locale.ROOT) + "_" + (number < 0 ? "M" : "") + Math.abs(number))
                    .setNumber(number));
        }
        return symbols.build();
    }

    private DescriptorProto message(String name, String scope, int depth) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        String full = scope + "." + name;
        Set<Integer> taken = new HashSet<>();
        List<FieldDescriptorProto.Builder> optionals = new ArrayList<>();
        int fields = random.nextInt(depth == 0 ? 9 : 5) + (depth == 0 ? 1 : 0);
        for (int i = 0; i < fields; i++) {
            if (depth != IN_A_GROUP && random.nextInt(6) == 0) {
                int oneof = message.getOneofDeclCount();
                message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("one" + names++));
                for (int member = random.nextInt(3); member >= 0; member--) {
                    message.addField(single(message, full, depth, taken)
                            .setLabel(Label.LABEL_OPTIONAL)
                            .setOneofIndex(oneof));
                }
            } else if (depth != IN_A_GROUP && random.nextInt(8) == 0) {
                message.addField(map(message, full, depth, taken));
            } else {
                FieldDescriptorProto.Builder field = single(message, full, depth, taken);
                boolean group = field.getType() == Type.TYPE_GROUP;
                boolean ofMessage = group || field.getType() == Type.TYPE_MESSAGE;
                int kind = random.nextInt(4);
                if (kind == 0) {
                    field.setLabel(Label.LABEL_REPEATED);
                    if (isPackable(field.getType()) && random.nextBoolean()) {
                        field.setOptions(FieldOptions.newBuilder().setPacked(random.nextBoolean()));
                    }
                } else if (!proto3 && kind == 1) {
                    field.setLabel(Label.LABEL_REQUIRED);
                } else {
                    field.setLabel(Label.LABEL_OPTIONAL);
                    if (!proto3 && !ofMessage && random.nextInt(3) == 0) {
                        setDefault(field);
                    }
                    if (proto3 && kind == 1 && !ofMessage) {
                        field.setProto3Optional(true);
                        optionals.add(field);
                    }
                }
                message.addField(field);
            }
        }
        // What Google's compiler makes of the word optional comes behind the real ones.
        for (FieldDescriptorProto.Builder optional : optionals) {
            int index = message.getOneofDeclCount();
            message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + optional.getName()));
            message.getFieldBuilderList().stream()
                    .filter(field -> field.getName().equals(optional.getName()))
                    .forEach(field -> field.setOneofIndex(index));
        }
        return message.build();
    }

    private FieldDescriptorProto.Builder single(
            DescriptorProto.Builder message, String scope, int depth, Set<Integer> taken) {
        FieldDescriptorProto.Builder field =
                FieldDescriptorProto.newBuilder().setName("f" + names++).setNumber(number(taken));
        int kind = random.nextInt(12);
        if (kind == 0) {
            return field.setType(Type.TYPE_ENUM).setTypeName(".tide.random.Color");
        }
        if (kind == 1) {
            return field.setType(Type.TYPE_MESSAGE).setTypeName(KNOWN.get(random.nextInt(KNOWN.size())));
        }
        if (kind <= 3 && depth < DEEPEST) {
            boolean group = !proto3 && random.nextInt(3) == 0;
            String name = "N" + names++;
            message.addNestedType(message(name, scope, group ? IN_A_GROUP : depth + 1));
            field.setType(group ? Type.TYPE_GROUP : Type.TYPE_MESSAGE).setTypeName(scope + "." + name);
            return group ? field.setName(name.toLowerCase(Locale.ROOT)) : field;
        }
        return field.setType(SCALARS.get(random.nextInt(SCALARS.size())));
    }

    private FieldDescriptorProto.Builder map(
            DescriptorProto.Builder message, String scope, int depth, Set<Integer> taken) {
        int number = number(taken);
        String name = "m" + names++;
        FieldDescriptorProto.Builder value;
        do {
            value = single(message, scope, depth, new HashSet<>());
        } while (value.getType() == Type.TYPE_GROUP);
        message.addNestedType(DescriptorProto.newBuilder()
                .setName(Proto.entryName(name))
                .setOptions(MessageOptions.newBuilder().setMapEntry(true))
                .addField(FieldDescriptorProto.newBuilder()
                        .setName("key")
                        .setNumber(1)
                        .setLabel(Label.LABEL_OPTIONAL)
                        .setType(KEYS.get(random.nextInt(KEYS.size()))))
                .addField(value.setName("value").setNumber(2).setLabel(Label.LABEL_OPTIONAL)));
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setLabel(Label.LABEL_REPEATED)
                .setType(Type.TYPE_MESSAGE)
                .setTypeName(scope + "." + Proto.entryName(name));
    }

    private int number(Set<Integer> taken) {
        int number;
        do {
            number = random.nextInt(10) == 0 ? 1 + random.nextInt(5_000) : 1 + random.nextInt(20);
        } while (!taken.add(number));
        return number;
    }

    private static boolean isPackable(Type type) {
        return switch (type) {
            case TYPE_STRING, TYPE_BYTES, TYPE_MESSAGE, TYPE_GROUP -> false;
            default -> true;
        };
    }

    private void setDefault(FieldDescriptorProto.Builder field) {
        switch (field.getType()) {
            case TYPE_STRING -> field.setDefaultValue("default text");
            case TYPE_BYTES -> field.setDefaultValue("default bytes");
            case TYPE_BOOL -> field.setDefaultValue("true");
            case TYPE_ENUM -> field.setDefaultValue("COLOR_77");
            case TYPE_DOUBLE, TYPE_FLOAT -> field.setDefaultValue(random.nextBoolean() ? "-1.5" : "inf");
            case TYPE_UINT32, TYPE_UINT64, TYPE_FIXED32, TYPE_FIXED64 -> field.setDefaultValue("4000000000");
            default -> field.setDefaultValue("-17");
        }
    }

    DynamicMessage value(Descriptor type) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        switch (type.getFullName()) {
            case "google.protobuf.Timestamp" -> {
                set(message, 1, random.nextInt(3) == 0 ? 0L : random.nextInt() * 25L);
                set(message, 2, random.nextInt(1_000_000_000));
            }
            case "google.type.Date" -> {
                set(message, 1, 1 + random.nextInt(9_999));
                set(message, 2, 1 + random.nextInt(12));
                set(message, 3, 1 + random.nextInt(28));
            }
            case "google.type.TimeOfDay" -> {
                set(message, 1, random.nextInt(24));
                set(message, 2, random.nextInt(60));
                set(message, 3, random.nextInt(60));
                set(message, 4, random.nextInt(1_000_000_000));
            }
            default -> type.getFields().forEach(field -> fill(message, field));
        }
        return message.build();
    }

    private void fill(DynamicMessage.Builder message, FieldDescriptor field) {
        if (field.isRepeated()) {
            for (int i = random.nextInt(4); i > 0; i--) {
                message.addRepeatedField(field, one(field));
            }
        } else if (field.isRequired()
                || field.getContainingType().getOptions().getMapEntry()
                || random.nextInt(4) > 0) {
            message.setField(field, one(field));
        }
    }

    private static void set(Message.Builder message, int number, Object value) {
        message.setField(message.getDescriptorForType().findFieldByNumber(number), value);
    }

    private Object one(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case INT -> random.nextBoolean() ? random.nextInt(5) : random.nextInt();
            case LONG -> random.nextBoolean() ? random.nextInt(5) : random.nextLong();
            case FLOAT -> random.nextInt(4) == 0 ? 0f : Float.intBitsToFloat(random.nextInt());
            case DOUBLE -> random.nextInt(4) == 0 ? -0d : random.nextGaussian();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> TEXTS[random.nextInt(TEXTS.length)];
            case BYTE_STRING -> {
                byte[] bytes = new byte[random.nextInt(20)];
                random.nextBytes(bytes);
                yield ByteString.copyFrom(bytes);
            }
            case ENUM -> {
                EnumDescriptor symbols = field.getEnumType();
                yield proto3 && random.nextInt(5) == 0
                        ? symbols.findValueByNumberCreatingIfUnknown(random.nextInt(500))
                        : symbols.getValues()
                                .get(random.nextInt(symbols.getValues().size()));
            }
            case MESSAGE -> value(field.getMessageType());
        };
    }
}
