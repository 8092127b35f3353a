package dev.tidewater.engine.produce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Decides what a cell's text means. */
final class CsvTypes {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]+)?");

    private CsvTypes() {}

    /** What column types are still possible after the cells seen. */
    static final class Inference {
        private final Map<String, Possible> columns = new LinkedHashMap<>();

        private static final class Possible {
            private boolean any;
            private boolean integer = true;
            private boolean number = true;
            private boolean truth = true;
        }

        Inference(List<String> names) {
            names.forEach(name -> columns.put(name, new Possible()));
        }

        void see(String[] row) {
            int i = 0;
            for (Possible column : columns.values()) {
                see(column, row[i++]);
            }
        }

        /**
         * The narrowest type that holds every cell. Numbers with leading zeros, an exponent or more than 18 digits
         * before the point are identifiers sooner than quantities, hence strings.
         */
        Map<String, ColumnType> types() {
            Map<String, ColumnType> types = new LinkedHashMap<>();
            columns.forEach((name, column) -> types.put(name, type(column)));
            return types;
        }

        private static void see(Possible column, String cell) {
            if (cell.isEmpty()) {
                return;
            }
            column.any = true;
            column.number = column.number && NUMBER.matcher(cell).matches();
            column.integer =
                    column.number && column.integer && INTEGER.matcher(cell).matches();
            column.truth = column.truth && (cell.equals("true") || cell.equals("false"));
        }

        private static ColumnType type(Possible column) {
            if (!column.any) {
                return ColumnType.STRING;
            }
            if (column.truth) {
                return ColumnType.BOOLEAN;
            }
            if (column.integer) {
                return ColumnType.INTEGER;
            }
            return column.number ? ColumnType.NUMBER : ColumnType.STRING;
        }
    }

    /** The types that a schema asks for: numbers and booleans as such, all else as text for the schema to read. */
    static Map<String, ColumnType> of(Schema schema) {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        for (Schema.Field field : schema.getFields()) {
            types.put(field.name(), of(field));
        }
        return types;
    }

    private static ColumnType of(Schema.Field field) {
        List<Schema> branches = field.schema().isUnion() ? field.schema().getTypes() : List.of(field.schema());
        List<Schema> values = branches.stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        if (values.size() != 1 || LogicalTypes.fromSchemaIgnoreInvalid(values.get(0)) != null) {
            return ColumnType.STRING;
        }
        return switch (values.get(0).getType()) {
            case INT, LONG -> ColumnType.INTEGER;
            case FLOAT, DOUBLE -> ColumnType.NUMBER;
            case BOOLEAN -> ColumnType.BOOLEAN;
            default -> ColumnType.STRING;
        };
    }

    /** The cell as JSON; empty if it is not of the type. */
    static Optional<JsonNode> parse(ColumnType type, String cell) {
        if (cell.isEmpty()) {
            return Optional.of(NullNode.getInstance());
        }
        return switch (type) {
            case STRING -> Optional.of(TextNode.valueOf(cell));
            case INTEGER -> decimal(cell).flatMap(CsvTypes::whole);
            case NUMBER -> decimal(cell).map(DecimalNode::valueOf);
            case BOOLEAN -> truth(cell);
        };
    }

    private static Optional<BigDecimal> decimal(String cell) {
        try {
            return Optional.of(new BigDecimal(cell.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> whole(BigDecimal number) {
        try {
            return Optional.of(JsonNodeFactory.instance.numberNode(number.longValueExact()));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> truth(String cell) {
        return switch (cell.strip()) {
            case "true" -> Optional.of(BooleanNode.TRUE);
            case "false" -> Optional.of(BooleanNode.FALSE);
            default -> Optional.empty();
        };
    }
}
