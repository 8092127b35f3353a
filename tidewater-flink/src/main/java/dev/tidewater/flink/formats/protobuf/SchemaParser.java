package dev.tidewater.flink.formats.protobuf;

import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.EnumConstantElement;
import com.squareup.wire.schema.internal.parser.EnumElement;
import com.squareup.wire.schema.internal.parser.FieldElement;
import com.squareup.wire.schema.internal.parser.GroupElement;
import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.OneOfElement;
import com.squareup.wire.schema.internal.parser.OptionElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import com.squareup.wire.schema.internal.parser.TypeElement;
import dev.tidewater.flink.formats.SchemaText;
import dev.tidewater.flink.formats.protobuf.Field.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of the text of a schema and of what it imports. First all types are declared, then fields are made, which
 * may be of any of them.
 *
 * <p>An import that is not to be had is passed over as long as no field is of a type of it: many declare options only.
 */
final class SchemaParser {
    private static final String MAIN = "schema";
    private static final String META = "confluent.field_meta";
    private static final String PARAMS = "params";
    private static final String PACKED = "packed";

    private final SchemaText schema;
    private final Map<String, Message> messages = new HashMap<>();
    private final Map<String, Symbols> enums = new HashMap<>();
    private final Map<List<Integer>, Message> byIndexes = new LinkedHashMap<>();
    private final List<Runnable> definitions = new ArrayList<>();
    private final Set<String> missing = new TreeSet<>();

    private enum Syntax {
        PROTO2,
        PROTO3
    }

    SchemaParser(SchemaText schema) {
        this.schema = schema;
    }

    /** The messages of the text itself. */
    Map<List<Integer>, Message> messages() {
        Set<String> known = new LinkedHashSet<>();
        declare(parse(MAIN, schema.text()), true, known);
        definitions.forEach(Runnable::run);
        return byIndexes;
    }

    private static ProtoFileElement parse(String name, String text) {
        try {
            return ProtoParser.Companion.parse(Location.get(name), text);
        } catch (IllegalStateException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new ProtobufSchemaException("this is not a Protobuf schema: " + e.getMessage());
        }
    }

    private void declare(ProtoFileElement file, boolean isMain, Set<String> known) {
        Syntax syntax = "proto3".equals(String.valueOf(file.getSyntax())) ? Syntax.PROTO3 : Syntax.PROTO2;
        String scope = file.getPackageName() == null ? "" : file.getPackageName();
        int index = 0;
        for (TypeElement type : file.getTypes()) {
            if (type instanceof MessageElement message) {
                declare(message, scope, syntax, isMain ? List.of(index++) : List.of());
            } else if (type instanceof EnumElement symbols) {
                declare(symbols, scope, syntax);
            }
        }
        List<String> imports = new ArrayList<>(file.getImports());
        imports.addAll(file.getPublicImports());
        imports.addAll(file.getWeakImports());
        for (String imported : imports) {
            if (known.add(imported)) {
                String text = schema.imports().getOrDefault(imported, BuiltIn.text(imported));
                if (text == null) {
                    missing.add(imported);
                } else {
                    declare(parse(imported, text), false, known);
                }
            }
        }
    }

    /** @param indexes where it is in the text itself; none elsewhere */
    private void declare(MessageElement element, String scope, Syntax syntax, List<Integer> indexes) {
        String name = within(scope, element.getName());
        Message message = Message.named(name);
        messages.put(name, message);
        if (!indexes.isEmpty()) {
            byIndexes.put(indexes, message);
        }
        int index = 0;
        for (TypeElement type : element.getNestedTypes()) {
            if (type instanceof MessageElement nested) {
                List<Integer> inner = new ArrayList<>(indexes);
                inner.add(index++);
                declare(nested, name, syntax, indexes.isEmpty() ? List.of() : List.copyOf(inner));
            } else if (type instanceof EnumElement symbols) {
                declare(symbols, name, syntax);
            }
        }
        for (GroupElement group : element.getGroups()) {
            declareGroup(group, name, syntax);
        }
        for (OneOfElement oneof : element.getOneOfs()) {
            oneof.getGroups().forEach(group -> declareGroup(group, name, syntax));
        }
        definitions.add(() -> define(message, element, syntax));
    }

    private void declareGroup(GroupElement element, String scope, Syntax syntax) {
        String name = within(scope, element.getName());
        Message message = Message.named(name);
        messages.put(name, message);
        definitions.add(() -> message.define(checked(
                message,
                element.getFields().stream()
                        .map(field -> field(field, name, syntax, ""))
                        .toList())));
    }

    private void declare(EnumElement element, String scope, Syntax syntax) {
        String name = within(scope, element.getName());
        Map<String, Integer> numbers = new LinkedHashMap<>();
        for (EnumConstantElement symbol : element.getConstants()) {
            numbers.put(symbol.getName(), symbol.getTag());
        }
        enums.put(name, new Symbols(name, syntax == Syntax.PROTO3, numbers));
    }

    private void define(Message message, MessageElement element, Syntax syntax) {
        String scope = message.name();
        List<Placed> fields = new ArrayList<>();
        element.getFields()
                .forEach(field -> fields.add(new Placed(field.getLocation(), field(field, scope, syntax, ""))));
        element.getGroups().forEach(group -> fields.add(new Placed(group.getLocation(), group(group, scope, ""))));
        for (OneOfElement oneof : element.getOneOfs()) {
            String name = oneof.getName();
            oneof.getFields()
                    .forEach(field -> fields.add(new Placed(field.getLocation(), field(field, scope, syntax, name))));
            oneof.getGroups().forEach(group -> fields.add(new Placed(group.getLocation(), group(group, scope, name))));
        }
        message.define(checked(
                message, fields.stream().sorted(Placed.ORDER).map(Placed::field).toList()));
    }

    /** The parser puts fields, groups and oneofs in lists of their own. */
    private record Placed(Location location, Field field) {
        static final Comparator<Placed> ORDER = Comparator.<Placed>comparingInt(
                        placed -> placed.location().getLine())
                .thenComparingInt(placed -> placed.location().getColumn());
    }

    private static List<Field> checked(Message message, List<Field> fields) {
        Set<Object> seen = new HashSet<>();
        for (Field field : fields) {
            if (!seen.add(field.number()) || !seen.add(field.name())) {
                throw new ProtobufSchemaException(message + " has two fields with the name \"" + field.name()
                        + "\" or the number " + field.number());
            }
        }
        return fields;
    }

    private Field group(GroupElement element, String scope, String oneof) {
        return new Field(
                element.getTag(),
                element.getName().toLowerCase(Locale.ROOT),
                Kind.GROUP,
                oneof.isEmpty() ? label(element.getLabel(), Syntax.PROTO2, Kind.GROUP) : Label.OPTIONAL,
                messages.get(within(scope, element.getName())),
                null,
                oneof,
                false,
                null,
                Map.of(),
                element.getDocumentation().strip());
    }

    private Field field(FieldElement element, String scope, Syntax syntax, String oneof) {
        String word = element.getType();
        if (word.startsWith("map<")) {
            return map(element, scope, syntax);
        }
        Type type = type(word, scope, element.getName());
        Label label = oneof.isEmpty() ? label(element.getLabel(), syntax, type.kind()) : Label.OPTIONAL;
        String packed = packed(element.getOptions());
        return new Field(
                element.getTag(),
                element.getName(),
                type.kind(),
                label,
                type.message(),
                type.symbols(),
                oneof,
                packed == null ? syntax == Syntax.PROTO3 && type.kind().isPackable() : packed.equals("true"),
                element.getDefaultValue(),
                params(element.getOptions()),
                element.getDocumentation().strip());
    }

    private Field map(FieldElement element, String scope, Syntax syntax) {
        String word = element.getType();
        int comma = word.indexOf(',');
        Message entry = Message.entry(within(scope, element.getName() + "Entry"));
        Map<String, String> params = params(element.getOptions());
        Type key = type(word.substring("map<".length(), comma).strip(), scope, element.getName());
        Type value = type(word.substring(comma + 1, word.length() - 1).strip(), scope, element.getName());
        entry.define(List.of(part(1, "key", key, Map.of()), part(2, "value", value, params)));
        return new Field(
                element.getTag(),
                element.getName(),
                Kind.MESSAGE,
                Label.REPEATED,
                entry,
                null,
                "",
                false,
                null,
                params,
                element.getDocumentation().strip());
    }

    private static Field part(int number, String name, Type type, Map<String, String> params) {
        return new Field(
                number, name, type.kind(), Label.IMPLICIT, type.message(), type.symbols(), "", false, null, params, "");
    }

    private static Label label(com.squareup.wire.schema.Field.@Nullable Label label, Syntax syntax, Kind kind) {
        if (label == null) {
            return syntax == Syntax.PROTO3 && !kind.isMessage() ? Label.IMPLICIT : Label.OPTIONAL;
        }
        return switch (label) {
            case REQUIRED -> Label.REQUIRED;
            case REPEATED -> Label.REPEATED;
            default -> Label.OPTIONAL;
        };
    }

    private record Type(
            Kind kind, @Nullable Message message, @Nullable Symbols symbols) {}

    /** A name is looked for from the inside outwards; one that begins with a dot is whole. */
    private Type type(String word, String scope, String field) {
        Kind scalar = Kind.scalar(word).orElse(null);
        if (scalar != null) {
            return new Type(scalar, null, null);
        }
        String around = word.startsWith(".") ? "" : scope;
        String name = word.startsWith(".") ? word.substring(1) : word;
        while (true) {
            String full = within(around, name);
            if (messages.containsKey(full)) {
                return new Type(Kind.MESSAGE, messages.get(full), null);
            }
            if (enums.containsKey(full)) {
                return new Type(Kind.ENUM, null, enums.get(full));
            }
            if (around.isEmpty()) {
                throw new ProtobufSchemaException(
                        Path.ROOT.field(field),
                        "there is no type \"" + word + "\""
                                + (missing.isEmpty()
                                        ? ""
                                        : ", and the schema imports what it has no reference for: "
                                                + String.join(", ", missing)));
            }
            around = around.contains(".") ? around.substring(0, around.lastIndexOf('.')) : "";
        }
    }

    private static String within(String scope, String name) {
        return scope.isEmpty() ? name : scope + "." + name;
    }

    private static @Nullable String packed(List<OptionElement> options) {
        for (OptionElement option : options) {
            if (option.getName().equals(PACKED) && !option.isParenthesized()) {
                return String.valueOf(option.getValue());
            }
        }
        return null;
    }

    private static Map<String, String> params(List<OptionElement> options) {
        Map<String, String> params = new HashMap<>();
        for (OptionElement option : options) {
            if (option.getName().equals(META)) {
                Object meta = option.getValue();
                if (meta instanceof OptionElement inner && inner.getName().equals(PARAMS)) {
                    addParams(inner.getValue(), params);
                } else if (meta instanceof Map<?, ?> map) {
                    addParams(map.get(PARAMS), params);
                }
            }
        }
        return params;
    }

    private static void addParams(@Nullable Object value, Map<String, String> params) {
        if (value instanceof List<?> list) {
            list.forEach(each -> addParams(each, params));
        } else if (value instanceof Map<?, ?> map && map.containsKey("key")) {
            params.put(String.valueOf(map.get("key")), String.valueOf(map.get("value")));
        }
    }
}
