package dev.tidewater.flink.formats.avro;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.apache.iceberg.shaded.org.apache.avro.JsonProperties;
import org.apache.iceberg.shaded.org.apache.avro.LogicalTypes;
import org.apache.iceberg.shaded.org.apache.avro.Schema;
import org.apache.iceberg.shaded.org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** Schemas, values that fit them, and schemas that read what was written with another one. The same seed, the same. */
final class RandomAvro {
    private static final int DEEPEST = 3;
    private static final String[] TEXTS = {
        "",
        "a",
        "order",
        "exactly8",
        "longer than eight bytes",
        "Größe",
        "日本語",
        "🙂 and ascii",
        "\u0000",
        "é".repeat(40)
    };

    private final Random random;
    private int names;

    RandomAvro(long seed) {
        random = new Random(seed);
    }

    /** A record with up to eight fields of whatever type. */
    Schema record() {
        return record(0);
    }

    private Schema record(int depth) {
        String name = name("Record");
        List<Schema.Field> fields = new ArrayList<>();
        for (int i = random.nextInt(depth == 0 ? 9 : 4); i > 0; i--) {
            fields.add(new Schema.Field(name("f"), schema(depth + 1), null, (Object) null));
        }
        return Schema.createRecord(name, null, "random", false, fields);
    }

    private Schema schema(int depth) {
        int kind = random.nextInt(depth < DEEPEST ? 10 : 5);
        return switch (kind) {
            case 5 -> Schema.createArray(schema(depth + 1));
            case 6 -> Schema.createMap(schema(depth + 1));
            case 7 -> record(depth);
            case 8 -> nullable(depth);
            case 9 -> union(depth);
            default -> scalar();
        };
    }

    private Schema nullable(int depth) {
        Schema other = schema(depth + 1);
        while (other.isUnion()) {
            other = schema(depth + 1);
        }
        Schema none = Schema.create(Schema.Type.NULL);
        return random.nextBoolean() ? Schema.createUnion(none, other) : Schema.createUnion(other, none);
    }

    private Schema union(int depth) {
        Map<String, Schema> branches = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            Schema branch = random.nextInt(4) == 0 ? Schema.create(Schema.Type.NULL) : schema(depth + 1);
            if (!branch.isUnion()) {
                branches.put(branch.getFullName(), branch);
            }
        }
        return branches.isEmpty() || branches.keySet().equals(Collections.singleton("null"))
                ? scalar()
                : Schema.createUnion(new ArrayList<>(branches.values()));
    }

    Schema scalar() {
        List<Supplier<Schema>> scalars = List.of(
                () -> Schema.create(Schema.Type.BOOLEAN),
                () -> Schema.create(Schema.Type.INT),
                () -> Schema.create(Schema.Type.LONG),
                () -> Schema.create(Schema.Type.FLOAT),
                () -> Schema.create(Schema.Type.DOUBLE),
                () -> Schema.create(Schema.Type.STRING),
                () -> Schema.create(Schema.Type.STRING),
                () -> Schema.create(Schema.Type.STRING),
                () -> Schema.create(Schema.Type.BYTES),
                () -> Schema.createFixed(name("Fixed"), null, "random", 1 + random.nextInt(20)),
                this::symbols,
                () -> decimal(Schema.create(Schema.Type.BYTES), 1 + random.nextInt(38)),
                () -> decimal(Schema.createFixed(name("Number"), null, "random", 16), 1 + random.nextInt(38)),
                () -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT)),
                () -> LogicalTypes.timeMillis().addToSchema(Schema.create(Schema.Type.INT)),
                () -> LogicalTypes.timeMicros().addToSchema(Schema.create(Schema.Type.LONG)),
                () -> LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)),
                () -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG)),
                () -> LogicalTypes.timestampNanos().addToSchema(Schema.create(Schema.Type.LONG)),
                () -> LogicalTypes.localTimestampMillis().addToSchema(Schema.create(Schema.Type.LONG)),
                () -> LogicalTypes.localTimestampMicros().addToSchema(Schema.create(Schema.Type.LONG)),
                () -> LogicalTypes.localTimestampNanos().addToSchema(Schema.create(Schema.Type.LONG)),
                () -> LogicalTypes.uuid().addToSchema(Schema.create(Schema.Type.STRING)),
                () -> LogicalTypes.uuid().addToSchema(Schema.createFixed(name("Uuid"), null, "random", 16)));
        return scalars.get(random.nextInt(scalars.size())).get();
    }

    private Schema decimal(Schema of, int precision) {
        return LogicalTypes.decimal(precision, random.nextInt(precision + 1)).addToSchema(of);
    }

    private Schema symbols() {
        return Schema.createEnum(name("Enum"), null, "random", List.of("RED", "GREEN", "BLUE", "NONE"), "NONE");
    }

    private String name(String kind) {
        return kind + names++;
    }

    /** A value as Avro's generic writer takes it. */
    @Nullable
    Object value(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> random.nextBoolean();
            case INT ->
                schema.getLogicalType() instanceof LogicalTypes.TimeMillis ? random.nextInt(86_400_000) : smallOrAny();
            case LONG ->
                schema.getLogicalType() instanceof LogicalTypes.TimeMicros
                        ? random.nextLong(86_400_000_000L)
                        : longOrSmall();
            case FLOAT -> random.nextFloat() * 1e6f;
            case DOUBLE -> random.nextGaussian() * 1e12;
            case STRING -> TEXTS[random.nextInt(TEXTS.length)];
            case BYTES -> ByteBuffer.wrap(bytes(schema));
            case FIXED -> new GenericData.Fixed(schema, bytes(schema));
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(random.nextInt(schema.getEnumSymbols().size())));
            case ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    items.add(value(schema.getElementType()));
                }
                yield new GenericData.Array<>(schema, items);
            }
            case MAP -> {
                Map<String, @Nullable Object> entries = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    entries.put(TEXTS[random.nextInt(TEXTS.length)] + i, value(schema.getValueType()));
                }
                yield entries;
            }
            case UNION ->
                value(schema.getTypes().get(random.nextInt(schema.getTypes().size())));
            case RECORD -> {
                GenericData.Record record = new GenericData.Record(schema);
                schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
                yield record;
            }
        };
    }

    private int smallOrAny() {
        return random.nextBoolean() ? random.nextInt(200) - 100 : random.nextInt();
    }

    private long longOrSmall() {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(200) - 100;
            case 1 -> 1_760_000_000_000L + random.nextInt();
            default -> random.nextLong();
        };
    }

    private byte[] bytes(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            byte[] number = digits(decimal.getPrecision()).toByteArray();
            if (schema.getType() == Schema.Type.BYTES) {
                return number;
            }
            byte[] fixed = new byte[schema.getFixedSize()];
            Arrays.fill(fixed, (byte) (number[0] < 0 ? -1 : 0));
            System.arraycopy(number, 0, fixed, fixed.length - number.length, number.length);
            return fixed;
        }
        byte[] bytes = new byte[schema.getType() == Schema.Type.FIXED ? schema.getFixedSize() : random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private BigInteger digits(int precision) {
        StringBuilder digits = new StringBuilder(random.nextBoolean() ? "-" : "");
        for (int i = random.nextInt(precision); i >= 0; i--) {
            digits.append(random.nextInt(10));
        }
        return new BigInteger(digits.toString());
    }

    /** A schema that can read what was written with this one, and differs from it here and there. */
    Schema evolved(Schema schema) {
        return switch (schema.getType()) {
            case INT ->
                plain(schema) && random.nextInt(3) == 0
                        ? Schema.create(List.of(Schema.Type.LONG, Schema.Type.FLOAT, Schema.Type.DOUBLE)
                                .get(random.nextInt(3)))
                        : schema;
            case LONG ->
                plain(schema) && random.nextInt(3) == 0
                        ? Schema.create(random.nextBoolean() ? Schema.Type.FLOAT : Schema.Type.DOUBLE)
                        : schema;
            case FLOAT -> random.nextBoolean() ? schema : Schema.create(Schema.Type.DOUBLE);
            case STRING -> plain(schema) && random.nextInt(4) == 0 ? Schema.create(Schema.Type.BYTES) : schema;
            case ENUM ->
                random.nextBoolean()
                        ? schema
                        : Schema.createEnum(
                                schema.getName(), null, "random", List.of("BLUE", "NEW", "NONE", "RED"), "NONE");
            case ARRAY -> Schema.createArray(evolved(schema.getElementType()));
            case MAP -> Schema.createMap(evolved(schema.getValueType()));
            case RECORD -> evolvedRecord(schema);
            default -> schema;
        };
    }

    private static boolean plain(Schema schema) {
        return schema.getLogicalType() == null;
    }

    private Schema evolvedRecord(Schema record) {
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : record.getFields()) {
            if (random.nextInt(6) == 0) {
                continue;
            }
            Schema schema = evolved(field.schema());
            if (!schema.isUnion() && random.nextInt(5) == 0) {
                schema = Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
            } else if (schema.isUnion() && random.nextInt(5) == 0) {
                schema = widened(schema);
            }
            boolean renamed = random.nextInt(6) == 0;
            Schema.Field evolved =
                    new Schema.Field(renamed ? name("renamed") : field.name(), schema, null, (Object) null);
            if (renamed) {
                evolved.addAlias(field.name());
            }
            fields.add(evolved);
        }
        if (random.nextInt(3) == 0) {
            fields.add(new Schema.Field(name("added"), Schema.create(Schema.Type.STRING), null, "by default"));
        }
        if (random.nextInt(3) == 0) {
            Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.LONG));
            fields.add(new Schema.Field(name("added"), union, null, JsonProperties.NULL_VALUE));
        }
        if (random.nextInt(3) == 0) {
            Schema array = Schema.createArray(Schema.create(Schema.Type.INT));
            fields.add(new Schema.Field(name("added"), array, null, List.of(1, 2, 3)));
        }
        Collections.shuffle(fields, random);
        return Schema.createRecord(record.getName(), null, "random", false, fields);
    }

    private Schema widened(Schema union) {
        List<Schema> branches = new ArrayList<>(union.getTypes());
        branches.add(Schema.createFixed(name("Wider"), null, "random", 3));
        return Schema.createUnion(branches);
    }
}
