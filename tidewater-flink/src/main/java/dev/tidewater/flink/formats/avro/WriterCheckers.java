package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.avro.Numbers.Wire;
import dev.tidewater.flink.formats.avro.Texts.Written;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.iceberg.shaded.org.apache.avro.Schema;

/** Checkers of fields of which the writer's schema is all that is known. They take recursive schemas. */
final class WriterCheckers {
    private final SkippedFields skipped;
    private final IdentityHashMap<Schema, OfRecord> records = new IdentityHashMap<>();

    WriterCheckers(SkippedFields skipped) {
        this.skipped = skipped;
    }

    Checker of(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> in -> {};
            case BOOLEAN -> new Numbers.OfBoolean();
            case INT -> new Numbers.OfInt(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> new Numbers.OfLong(Wire.LONG);
            case FLOAT -> new Texts.OfFixed(Float.BYTES);
            case DOUBLE -> new Texts.OfFixed(Double.BYTES);
            case STRING ->
                skipped == SkippedFields.CHECKED ? new Texts.OfString() : new Texts.OfBytes(Written.BYTES, -1);
            case BYTES -> new Texts.OfBytes(Written.BYTES, -1);
            case FIXED -> new Texts.OfFixed(schema.getFixedSize());
            case ENUM -> ofEnum(schema.getEnumSymbols().size());
            case ARRAY -> ofArray(schema);
            case MAP -> ofMap(schema);
            case UNION -> ofUnion(schema);
            case RECORD -> ofRecord(schema);
        };
    }

    /** The least bytes that a value takes. */
    static int smallest(Schema schema) {
        return (int) Math.min(Integer.MAX_VALUE, smallest(schema, new HashSet<>()));
    }

    private static long smallest(Schema schema, Set<String> around) {
        return switch (schema.getType()) {
            case NULL -> 0;
            case FLOAT -> Float.BYTES;
            case DOUBLE -> Double.BYTES;
            case FIXED -> schema.getFixedSize();
            case UNION ->
                1
                        + schema.getTypes().stream()
                                .mapToLong(branch -> smallest(branch, around))
                                .min()
                                .orElse(0);
            case RECORD -> smallestRecord(schema, around);
            default -> 1;
        };
    }

    private static long smallestRecord(Schema schema, Set<String> around) {
        if (!around.add(schema.getFullName())) {
            return 0;
        }
        long sum = 0;
        for (Schema.Field field : schema.getFields()) {
            sum = Math.min(Integer.MAX_VALUE, sum + smallest(field.schema(), around));
        }
        around.remove(schema.getFullName());
        return sum;
    }

    private static Checker ofEnum(int symbols) {
        return in -> in.readEnumIndex(symbols);
    }

    private Checker ofArray(Schema schema) {
        Checker item = of(schema.getElementType());
        int smallest = smallest(schema.getElementType());
        return in -> OfArray.checkItems(in, item, smallest);
    }

    private Checker ofMap(Schema schema) {
        Checker key = of(Schema.create(Schema.Type.STRING));
        Checker value = of(schema.getValueType());
        Checker entry = in -> {
            key.check(in);
            value.check(in);
        };
        int smallest = OfMap.smallestEntry(schema);
        return in -> OfArray.checkItems(in, entry, smallest);
    }

    private Checker ofUnion(Schema schema) {
        Checker[] branches = schema.getTypes().stream().map(this::of).toArray(Checker[]::new);
        return in -> branches[in.readUnionIndex(branches.length)].check(in);
    }

    private Checker ofRecord(Schema schema) {
        OfRecord known = records.get(schema);
        if (known != null) {
            return known;
        }
        OfRecord made = new OfRecord(schema);
        records.put(schema, made);
        for (int i = 0; i < made.fields.length; i++) {
            made.fields[i] = of(schema.getFields().get(i).schema());
        }
        return made;
    }

    private static final class OfRecord implements Checker {
        private final String[] names;
        private final Checker[] fields;

        OfRecord(Schema schema) {
            names = schema.getFields().stream().map(Schema.Field::name).toArray(String[]::new);
            fields = new Checker[names.length];
        }

        @Override
        public void check(Input in) throws DecodeException {
            in.enter();
            int i = 0;
            try {
                for (; i < fields.length; i++) {
                    fields[i].check(in);
                }
            } catch (DecodeException e) {
                throw e.within(names[i]);
            }
            in.leave();
        }
    }
}
