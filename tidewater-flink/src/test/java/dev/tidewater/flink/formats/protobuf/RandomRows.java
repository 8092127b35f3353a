package dev.tidewater.flink.formats.protobuf;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BinaryType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.CharType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.FloatType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LocalZonedTimestampType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.SmallIntType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.TinyIntType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.jspecify.annotations.Nullable;

/** Random tables, and rows of them. */
final class RandomRows {
    private static final int DEEPEST = 3;
    private static final long YEARS_10 = 10L * 365 * 86_400_000;

    private final Random random;

    RandomRows(long seed) {
        random = new Random(seed);
    }

    RowType table() {
        return row(0, false);
    }

    private RowType row(int depth, boolean nullable) {
        List<RowType.RowField> fields = new ArrayList<>();
        for (int i = random.nextInt(6) + 1; i > 0; i--) {
            LogicalType type = type(depth + 1);
            fields.add(
                    random.nextInt(5) == 0
                            ? new RowType.RowField("c" + i, type, "what c" + i + " is")
                            : new RowType.RowField("c" + i, type));
        }
        return new RowType(nullable, fields);
    }

    private LogicalType type(int depth) {
        boolean nullable = random.nextBoolean();
        LogicalType type = switch (random.nextInt(depth < DEEPEST ? 22 : 17)) {
            case 0 -> new BooleanType();
            case 1 -> new TinyIntType();
            case 2 -> new SmallIntType();
            case 3 -> new IntType();
            case 4 -> new BigIntType();
            case 5 -> new FloatType();
            case 6 -> new DoubleType();
            case 7 -> new CharType(7);
            case 8 -> new VarCharType(20);
            case 9, 16 -> new VarCharType(VarCharType.MAX_LENGTH);
            case 10 -> new BinaryType(4);
            case 11 -> new VarBinaryType(random.nextBoolean() ? 30 : VarBinaryType.MAX_LENGTH);
            case 12 -> {
                int digits = 1 + random.nextInt(38);
                yield new DecimalType(digits, random.nextInt(digits + 1));
            }
            case 13 -> new DateType();
            case 14 -> new TimeType(3);
            case 15 ->
                random.nextBoolean()
                        ? new TimestampType(random.nextInt(10))
                        : new LocalZonedTimestampType(random.nextInt(10));
            case 17, 18 -> new ArrayType(type(depth + 1));
            case 19 -> new MapType(key(), type(depth + 1));
            default -> row(depth, nullable);
        };
        return type.copy(nullable);
    }

    private LogicalType key() {
        return switch (random.nextInt(4)) {
            case 0 -> new IntType(false);
            case 1 -> new BigIntType(false);
            case 2 -> new BooleanType(false);
            default -> new VarCharType(false, VarCharType.MAX_LENGTH);
        };
    }

    GenericRowData of(RowType table) {
        GenericRowData row = new GenericRowData(table.getFieldCount());
        for (int i = 0; i < table.getFieldCount(); i++) {
            row.setField(i, value(table.getTypeAt(i)));
        }
        return row;
    }

    private @Nullable Object value(LogicalType type) {
        if (type.isNullable() && random.nextInt(4) == 0) {
            return null;
        }
        boolean zero = random.nextInt(4) == 0;
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (byte) (zero ? 0 : random.nextInt());
            case SMALLINT -> (short) (zero ? 0 : random.nextInt());
            case INTEGER -> zero ? 0 : random.nextInt();
            case BIGINT -> zero ? 0 : random.nextLong();
            case FLOAT -> zero ? 0f : random.nextFloat();
            case DOUBLE -> zero ? -0d : random.nextGaussian();
            case CHAR, VARCHAR -> StringData.fromString(zero ? "" : "Größe 7");
            case BINARY, VARBINARY -> {
                byte[] bytes = new byte[zero ? 0 : 4];
                random.nextBytes(bytes);
                yield bytes;
            }
            case DECIMAL -> {
                DecimalType decimal = (DecimalType) type;
                BigInteger limit = BigInteger.TEN.pow(decimal.getPrecision());
                BigInteger unscaled = zero ? BigInteger.ZERO : new BigInteger(200, random).mod(limit);
                yield DecimalData.fromBigDecimal(
                        new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), decimal.getScale()),
                        decimal.getPrecision(),
                        decimal.getScale());
            }
            case DATE -> zero ? 0 : random.nextInt(100_000) - 50_000;
            case TIME_WITHOUT_TIME_ZONE -> zero ? 0 : random.nextInt(86_400_000);
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                timestamp(LogicalTypeChecks.getPrecision(type));
            case ARRAY -> {
                @Nullable Object[] items = new Object[random.nextInt(4)];
                for (int i = 0; i < items.length; i++) {
                    items[i] = value(((ArrayType) type).getElementType());
                }
                yield new GenericArrayData(items);
            }
            case MAP -> {
                Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    entries.put(value(((MapType) type).getKeyType()), value(((MapType) type).getValueType()));
                }
                yield new GenericMapData(entries);
            }
            case ROW -> of((RowType) type);
            default -> throw new AssertionError(type);
        };
    }

    private TimestampData timestamp(int precision) {
        long step = 1;
        for (int i = precision; i < 9; i++) {
            step *= 10;
        }
        long nanos = random.nextInt(1_000_000_000) / step * step;
        long millis = Math.floorMod(random.nextLong(), YEARS_10) / 1_000 * 1_000 - YEARS_10 / 2 / 1_000 * 1_000;
        return TimestampData.fromEpochMillis(millis + nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
}
