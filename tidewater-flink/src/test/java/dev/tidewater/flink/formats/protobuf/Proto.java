package dev.tidewater.flink.formats.protobuf;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.WrappersProto;
import dev.tidewater.flink.formats.SchemaText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Google's own library, as the oracle. */
final class Proto {
    private static final FileDescriptor DATE = known(
            "google/type/date.proto", "google.type", record("Date", List.of("year", "month", "day"), Type.TYPE_INT32));
    private static final FileDescriptor TIME = known(
            "google/type/timeofday.proto",
            "google.type",
            record("TimeOfDay", List.of("hours", "minutes", "seconds", "nanos"), Type.TYPE_INT32));
    private static final FileDescriptor[] FILES = {
        TimestampProto.getDescriptor(), WrappersProto.getDescriptor(), AnyProto.getDescriptor(), DATE, TIME
    };

    static final List<String> KNOWN_FILES =
            List.of(FILES).stream().map(FileDescriptor::getName).toList();

    private Proto() {}

    static Descriptor descriptor(FileDescriptorProto file) {
        try {
            return FileDescriptor.buildFrom(file, FILES).getMessageTypes().get(0);
        } catch (DescriptorValidationException e) {
            throw new AssertionError(file.toString(), e);
        }
    }

    /** Null if Google's library cannot read it. */
    static @Nullable DynamicMessage read(Descriptor type, byte[] bytes) {
        try {
            return DynamicMessage.parseFrom(type, bytes);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
    }

    static SchemaText text(FileDescriptorProto file) {
        StringBuilder text =
                new StringBuilder("syntax = \"" + file.getSyntax() + "\";\npackage " + file.getPackage() + ";\n");
        file.getDependencyList().forEach(name -> text.append("import \"" + name + "\";\n"));
        for (EnumDescriptorProto symbols : file.getEnumTypeList()) {
            text.append("enum " + symbols.getName() + " {\n");
            symbols.getValueList()
                    .forEach(value -> text.append("  " + value.getName() + " = " + value.getNumber() + ";\n"));
            text.append("}\n");
        }
        file.getMessageTypeList().forEach(message -> text.append(message(message, file.getSyntax())));
        return SchemaText.of(text.toString());
    }

    /** What Google's compiler calls the message that a map is a list of. */
    static String entryName(String field) {
        return field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1) + "Entry";
    }

    private static String message(DescriptorProto message, String syntax) {
        Set<String> groups = new HashSet<>();
        StringBuilder fields = new StringBuilder();
        int open = -1;
        for (FieldDescriptorProto field : message.getFieldList()) {
            boolean inOneof = field.hasOneofIndex() && !field.getProto3Optional();
            int oneof = inOneof ? field.getOneofIndex() : -1;
            if (oneof != open) {
                fields.append(open >= 0 ? "}\n" : "");
                fields.append(
                        oneof >= 0 ? "oneof " + message.getOneofDecl(oneof).getName() + " {\n" : "");
                open = oneof;
            }
            fields.append(field(message, field, inOneof, groups, syntax));
        }
        fields.append(open >= 0 ? "}\n" : "");
        StringBuilder nested = new StringBuilder();
        for (DescriptorProto type : message.getNestedTypeList()) {
            if (!groups.contains(type.getName()) && !type.getOptions().getMapEntry()) {
                nested.append(message(type, syntax));
            }
        }
        return "message " + message.getName() + " {\n" + fields + nested + "}\n";
    }

    private static String field(
            DescriptorProto message, FieldDescriptorProto field, boolean inOneof, Set<String> groups, String syntax) {
        DescriptorProto type = message.getNestedTypeList().stream()
                .filter(nested -> field.getTypeName().endsWith("." + nested.getName()))
                .findFirst()
                .orElse(DescriptorProto.getDefaultInstance());
        if (type.getOptions().getMapEntry()) {
            return "map<" + word(type.getField(0)) + ", " + word(type.getField(1)) + "> " + field.getName() + " = "
                    + field.getNumber() + ";\n";
        }
        String label = inOneof
                ? ""
                : switch (field.getLabel()) {
                    case LABEL_REPEATED -> "repeated ";
                    case LABEL_REQUIRED -> "required ";
                    case LABEL_OPTIONAL -> field.getProto3Optional() || syntax.equals("proto2") ? "optional " : "";
                };
        if (field.getType() == Type.TYPE_GROUP) {
            groups.add(type.getName());
            String body = message(type, syntax);
            return label + "group " + type.getName() + " = " + field.getNumber() + body.substring(body.indexOf(" {"));
        }
        List<String> options = new ArrayList<>();
        if (field.hasDefaultValue()) {
            String quote = field.getType() == Type.TYPE_STRING || field.getType() == Type.TYPE_BYTES ? "\"" : "";
            options.add("default = " + quote + field.getDefaultValue() + quote);
        }
        if (field.getOptions().hasPacked()) {
            options.add("packed = " + field.getOptions().getPacked());
        }
        return label + word(field) + " " + field.getName() + " = " + field.getNumber()
                + (options.isEmpty() ? "" : " [" + String.join(", ", options) + "]") + ";\n";
    }

    private static String word(FieldDescriptorProto field) {
        return field.getTypeName().isEmpty()
                ? field.getType().name().substring("TYPE_".length()).toLowerCase(Locale.ROOT)
                : field.getTypeName();
    }

    private static DescriptorProto record(String name, List<String> fields, Type type) {
        DescriptorProto.Builder message = DescriptorProto.newBuilder().setName(name);
        for (int i = 0; i < fields.size(); i++) {
            message.addField(FieldDescriptorProto.newBuilder()
                    .setName(fields.get(i))
                    .setNumber(i + 1)
                    .setLabel(Label.LABEL_OPTIONAL)
                    .setType(type));
        }
        return message.build();
    }

    private static FileDescriptor known(String file, String library, DescriptorProto message) {
        try {
            return FileDescriptor.buildFrom(
                    FileDescriptorProto.newBuilder()
                            .setName(file)
                            .setPackage(library)
                            .setSyntax("proto3")
                            .addMessageType(message)
                            .build(),
                    new FileDescriptor[0]);
        } catch (DescriptorValidationException e) {
            throw new AssertionError(e);
        }
    }
}
