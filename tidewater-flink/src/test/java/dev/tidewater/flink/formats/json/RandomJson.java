package dev.tidewater.flink.formats.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
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

/** Tables and rows of them. The same seed, the same. */
final class RandomJson {
    private static final int DEEPEST = 3;
    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();
    private static final long DAYS = LocalDate.of(10_000, 1, 1).toEpochDay() - FIRST_DAY;
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
        "\"quoted\" \\ / \b\f\n\r\t\u001f\u007f",
        "null",
        "12",
        "\u2028",
        "é".repeat(40)
    };
    private static final String[] NAMES = {
        "id", "f", "name", "a rather long name", "Größe", "q\"uote", "back\\slash", "$", "🙂"
    };

    private final Random random;
    private int names;

    RandomJson(long seed) {
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    /** With up to eight columns of whatever type. */
    RowType table() {
        return row(0, false);
    }

    private RowType row(int depth, boolean nullable) {
        List<RowType.RowField> fields = new ArrayList<>();
        for (int i = random.nextInt(depth == 0 ? 9 : 4); i >= 0; i--) {
            fields.add(new RowType.RowField(name(), type(depth + 1)));
        }
        return new RowType(nullable, fields);
    }

    private String name() {
        return NAMES[random.nextInt(NAMES.length)] + names++;
    }

    private LogicalType type(int depth) {
        boolean nullable = random.nextBoolean();
        return switch (random.nextInt(depth < DEEPEST ? 10 : 7)) {
            case 7 -> new ArrayType(nullable, type(depth + 1));
            case 8 -> new MapType(nullable, new VarCharType(false, VarCharType.MAX_LENGTH), type(depth + 1));
            case 9 -> row(depth, nullable);
            default -> scalar().copy(nullable);
        };
    }

    private LogicalType scalar() {
        int precision = random.nextInt(10);
        return switch (random.nextInt(18)) {
            case 0 -> new BooleanType();
            case 1 -> new TinyIntType();
            case 2 -> new SmallIntType();
            case 3 -> new IntType();
            case 4 -> new BigIntType();
            case 5 -> new FloatType();
            case 6 -> new DoubleType();
            case 7, 8 -> decimal();
            case 9 -> new VarBinaryType(VarBinaryType.MAX_LENGTH);
            case 10 -> new BinaryType(1 + random.nextInt(5));
            case 11 -> new DateType();
            case 12 -> new TimeType(random.nextInt(4));
            case 13 -> new TimestampType(precision);
            case 14 -> new LocalZonedTimestampType(precision);
            case 15 -> new CharType(1 + random.nextInt(5));
            case 16 -> new VarCharType(1 + random.nextInt(5));
            default -> new VarCharType(VarCharType.MAX_LENGTH);
        };
    }

    private DecimalType decimal() {
        int precision = 1 + random.nextInt(DecimalType.MAX_PRECISION);
        return new DecimalType(precision, random.nextInt(precision + 1));
    }

    GenericRowData row(RowType type) {
        GenericRowData row = new GenericRowData(type.getFieldCount());
        for (int i = 0; i < type.getFieldCount(); i++) {
            row.setField(i, value(type.getTypeAt(i)));
        }
        return row;
    }

    private @Nullable Object value(LogicalType type) {
        if (type.isNullable() && random.nextInt(4) == 0) {
            return null;
        }
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (byte) random.nextInt();
            case SMALLINT -> (short) random.nextInt();
            case INTEGER -> random.nextInt() >> random.nextInt(32);
            case BIGINT -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> finite(Float.intBitsToFloat(random.nextInt()));
            case DOUBLE ->
                random.nextBoolean() ? finite(Double.longBitsToDouble(random.nextLong())) : random.nextInt(1000) / 8.0;
            case DECIMAL -> decimal((DecimalType) type);
            case CHAR, VARCHAR -> StringData.fromString(text());
            case VARBINARY -> bytes(random.nextInt(20));
            case BINARY -> bytes(((BinaryType) type).getLength());
            case DATE -> (int) (FIRST_DAY + (random.nextLong() >>> 1) % DAYS);
            case TIME_WITHOUT_TIME_ZONE -> cut(random.nextInt(86_400_000), 3 - LogicalTypeChecks.getPrecision(type));
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                timestamp(LogicalTypeChecks.getPrecision(type));
            case ARRAY -> {
                LogicalType item = ((ArrayType) type).getElementType();
                yield new GenericArrayData(IntStream.range(0, random.nextInt(12))
                        .mapToObj(i -> value(item))
                        .toArray());
            }
            case MAP -> {
                Map<StringData, @Nullable Object> entries = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    entries.put(StringData.fromString(text()), value(((MapType) type).getValueType()));
                }
                yield new GenericMapData(entries);
            }
            case ROW -> row((RowType) type);
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    private static int cut(int value, int digits) {
        int step = (int) Math.pow(10, Math.max(0, digits));
        return value - value % step;
    }

    private TimestampData timestamp(int precision) {
        long millis = FIRST_DAY * 86_400_000 + (random.nextLong() >>> 1) % (DAYS * 86_400_000);
        long step = (long) Math.pow(10, Math.max(0, 3 - precision));
        int nanos = precision <= 3 || random.nextBoolean() ? 0 : cut(random.nextInt(1_000_000), 9 - precision);
        return TimestampData.fromEpochMillis(millis - Math.floorMod(millis, step), nanos);
    }

    private static float finite(float value) {
        return Float.isFinite(value) ? value : 1.5f;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 1.5;
    }

    private @Nullable DecimalData decimal(DecimalType type) {
        int digits = random.nextInt(type.getPrecision() + 1);
        BigInteger unscaled = new BigInteger(128, random).mod(BigInteger.TEN.pow(digits));
        BigDecimal number = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.getScale());
        return DecimalData.fromBigDecimal(number, type.getPrecision(), type.getScale());
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    /** Any JSON. */
    String json(int depth) {
        return switch (random.nextInt(depth < 4 ? 7 : 4)) {
            case 0 -> "\"" + "x".repeat(random.nextInt(20)) + "\\u00e9\"";
            case 1 -> Double.toString(finite(Double.longBitsToDouble(random.nextLong())));
            case 2 -> "null";
            case 3 -> "true";
            case 4 -> "[]";
            case 5 -> "[" + json(depth + 1) + " , " + json(depth + 1) + "]";
            default -> "{\"a\":" + json(depth + 1) + ",\"a\" : " + json(depth + 1) + "}";
        };
    }
}
