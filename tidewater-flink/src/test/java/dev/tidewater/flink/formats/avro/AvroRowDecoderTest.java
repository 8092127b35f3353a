package dev.tidewater.flink.formats.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;

class AvroRowDecoderTest {
    private static final String MILLIS = logical("long", "timestamp-millis");
    private static final String MICROS = logical("long", "timestamp-micros");
    private static final String NANOS = logical("long", "timestamp-nanos");
    private static final String PRICE = "{'type':'bytes','logicalType':'decimal','precision':10,'scale':2}";

    @Test
    void readsATimestampWithThePrecisionOfTheColumn() throws DecodeException {
        long micros = 1_700_000_000_123_456L;

        assertThat(read(MICROS, DataTypes.TIMESTAMP_LTZ(6), new Bytes().number(micros)))
                .isEqualTo(TimestampData.fromEpochMillis(1_700_000_000_123L, 456_000));
        assertThat(read(MICROS, DataTypes.TIMESTAMP(6), new Bytes().number(micros)))
                .isEqualTo(TimestampData.fromEpochMillis(1_700_000_000_123L, 456_000));
        assertThat(read(MICROS, DataTypes.TIMESTAMP(4), new Bytes().number(micros)))
                .isEqualTo(TimestampData.fromEpochMillis(1_700_000_000_123L, 400_000));
        assertThat(read(MICROS, DataTypes.TIMESTAMP_LTZ(3), new Bytes().number(micros)))
                .isEqualTo(TimestampData.fromEpochMillis(1_700_000_000_123L));
        assertThat(read(MICROS, DataTypes.TIMESTAMP(0), new Bytes().number(micros)))
                .isEqualTo(TimestampData.fromEpochMillis(1_700_000_000_000L));
        assertThat(read(MILLIS, DataTypes.TIMESTAMP(3), new Bytes().number(1_700_000_000_123L)))
                .isEqualTo(TimestampData.fromEpochMillis(1_700_000_000_123L));
        assertThat(read(MILLIS, DataTypes.TIMESTAMP(6), new Bytes().number(1_700_000_000_123L)))
                .isEqualTo(TimestampData.fromEpochMillis(1_700_000_000_123L));
        assertThat(read(NANOS, DataTypes.TIMESTAMP_LTZ(9), new Bytes().number(-1)))
                .isEqualTo(TimestampData.fromEpochMillis(-1, 999_999));
        assertThat(read(NANOS, DataTypes.TIMESTAMP_LTZ(6), new Bytes().number(-1)))
                .isEqualTo(TimestampData.fromEpochMillis(-1, 999_000));
        assertThat(read(NANOS, DataTypes.TIMESTAMP_LTZ(0), new Bytes().number(-1)))
                .isEqualTo(TimestampData.fromEpochMillis(-1_000));
        assertThat(read(MICROS, DataTypes.BIGINT(), new Bytes().number(micros))).isEqualTo(micros);
    }

    @Test
    void readsTimesOfTheDay() throws DecodeException {
        assertThat(read(logical("int", "time-millis"), DataTypes.TIME(3), new Bytes().number(1_234)))
                .isEqualTo(1_234);
        assertThat(read(logical("int", "time-millis"), DataTypes.TIME(0), new Bytes().number(1_234)))
                .isEqualTo(1_000);
        assertThat(read(logical("long", "time-micros"), DataTypes.TIME(6), new Bytes().number(1_234_567)))
                .isEqualTo(1_234);
        assertThat(read(logical("int", "date"), DataTypes.DATE(), new Bytes().number(-5)))
                .isEqualTo(-5);
    }

    @Test
    void readsSmallIntegers() throws DecodeException {
        assertThat(read("'int'", DataTypes.TINYINT(), new Bytes().number(-128))).isEqualTo((byte) -128);
        assertThat(read("'int'", DataTypes.SMALLINT(), new Bytes().number(32_767)))
                .isEqualTo((short) 32_767);
        assertThat(read("'int'", DataTypes.BIGINT(), new Bytes().number(7))).isEqualTo(7L);
        assertThat(read("'long'", DataTypes.DOUBLE(), new Bytes().number(7))).isEqualTo(7.0);
        assertThat(read("'int'", DataTypes.FLOAT(), new Bytes().number(7))).isEqualTo(7.0f);
        assertThat(read("'long'", DataTypes.BIGINT(), new Bytes().number(Long.MIN_VALUE)))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(read("'int'", DataTypes.INT(), new Bytes().number(Integer.MIN_VALUE)))
                .isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void readsDecimalsOfALargerScale() throws DecodeException {
        assertThat(read(PRICE, DataTypes.DECIMAL(12, 4), new Bytes().number(2).raw(0xFF, 0x00)))
                .isEqualTo(decimal("-2.5600", 12, 4));
        assertThat(read(PRICE, DataTypes.DECIMAL(30, 10), new Bytes().number(1).raw(0x7F)))
                .isEqualTo(decimal("1.2700000000", 30, 10));
        assertThat(read(PRICE, DataTypes.DECIMAL(10, 2), new Bytes().number(10).raw(0, 0, 0, 0, 0, 0, 0, 0, 0, 1)))
                .isEqualTo(decimal("0.01", 10, 2));
    }

    @Test
    void readsTextAsBytesAndBytesAsText() throws DecodeException {
        assertThat(read("'string'", DataTypes.BYTES(), new Bytes().text("abc"))).isEqualTo(new byte[] {'a', 'b', 'c'});
        assertThat(read("'bytes'", DataTypes.STRING(), new Bytes().text("abc")))
                .isEqualTo(StringData.fromString("abc"));
        assertThat(read("'bytes'", DataTypes.BINARY(3), new Bytes().text("abc")))
                .isEqualTo(new byte[] {'a', 'b', 'c'});
    }

    @Test
    void fillsColumnsThatTheRecordLacksWithNull() throws DecodeException {
        RowType table = row(DataTypes.FIELD("b", DataTypes.INT()), DataTypes.FIELD("a", DataTypes.STRING()));
        AvroRowDecoder decoder = AvroDecoding.of(table).reusingTheRow().decoder(record("a", "'string'"));

        assertThat(decode(decoder, new Bytes().text("x")))
                .isEqualTo(GenericRowData.of(null, StringData.fromString("x")));
    }

    @Test
    void aThousandRecordsAndMoreThanSixteenFieldsMakeNoDifference() throws DecodeException {
        String[] fields = new String[2 * 40];
        GenericRowData expected = new GenericRowData(40);
        Bytes bytes = new Bytes();
        for (int i = 0; i < 40; i++) {
            fields[2 * i] = "f" + i;
            fields[2 * i + 1] = "'int'";
            bytes.number(i);
            expected.setField(i, i);
        }
        String schema = record(fields);
        AvroRowDecoder decoder = AvroDecoding.of(AvroTypes.rowType(schema)).decoder(schema);
        for (int i = 0; i < 1_100; i++) {
            assertThat(decode(decoder, bytes)).isEqualTo(expected);
        }
        assertThat(fault(decoder, Arrays.copyOf(bytes.array(), 35)))
                .hasMessage("field \"f35\": the record ends before the value does (truncated at byte 35)");
    }

    @Test
    void aReusedRowForgetsTheRecordBefore() throws DecodeException {
        String inner = "['null',{'type':'record','name':'I','fields':[{'name':'x','type':'int'}]}]";
        RowType table = row(DataTypes.FIELD("a", DataTypes.ROW(DataTypes.FIELD("x", DataTypes.INT()))));
        AvroRowDecoder decoder = AvroDecoding.of(table)
                .projection(new int[][] {{0, 0}})
                .reusingTheRow()
                .decoder(record("a", inner));

        GenericRowData first = decode(decoder, new Bytes().number(1).number(7));
        assertThat(first).isEqualTo(GenericRowData.of(7));
        first.setRowKind(RowKind.DELETE);
        GenericRowData second = decode(decoder, new Bytes().number(0));
        assertThat(second).isSameAs(first).isEqualTo(GenericRowData.of((Object) null));
    }

    @Test
    void aWriterMayHaveARecursiveFieldThatNoColumnWants() throws DecodeException {
        String list = "{'type':'record','name':'L','fields':[{'name':'next','type':['null','L']}]}";
        String schema = record("list", list, "id", "'int'");
        RowType table = row(DataTypes.FIELD("id", DataTypes.INT().notNull()));
        AvroRowDecoder decoder = AvroDecoding.of(table).decoder(schema);

        assertThat(decode(decoder, new Bytes().number(1).number(1).number(0).number(42)))
                .isEqualTo(GenericRowData.of(42));
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 2);
        DecodeException fault = fault(decoder, deep);
        assertThat(fault.reason()).isEqualTo(Reason.TOO_DEEP);
        assertThat(fault.path()).startsWith("list.next.next");
    }

    @Test
    void namesTheFieldTheByteAndTheReason() {
        String item = "{'type':'record','name':'Item','fields':["
                + "{'name':'sku','type':'string'},{'name':'price','type':" + PRICE + "}]}";
        RowType table = AvroTypes.rowType(record("id", "'int'", "items", "{'type':'array','items':" + item + "}"));
        AvroRowDecoder decoder =
                AvroDecoding.of(table).decoder(record("id", "'int'", "items", "{'type':'array','items':" + item + "}"));
        byte[] record = new Bytes()
                .number(1)
                .number(2)
                .text("a")
                .number(1)
                .raw(5)
                .text("b")
                .number(6)
                .raw(0x7F, 0, 0, 0, 0, 0)
                .number(0)
                .array();

        assertThatThrownBy(() -> decoder.decode(record, 0, record.length))
                .isInstanceOf(DecodeException.class)
                .hasMessage("field \"items[1].price\": the number has more digits than the column's precision"
                        + " (decimal-overflow at byte 8)")
                .extracting(Throwable::getStackTrace)
                .isEqualTo(new StackTraceElement[0]);
    }

    @Test
    void findsATruncatedRecord() {
        refuses(
                "'string'",
                DataTypes.STRING(),
                new Bytes().number(5).raw('a'),
                "field \"f\": the record ends before the value does (truncated at byte 2)");
        refuses(
                "'double'",
                DataTypes.DOUBLE(),
                new Bytes().raw(1, 2),
                "field \"f\": the record ends before the value does (truncated at byte 2)");
        refuses(
                "'long'",
                DataTypes.BIGINT(),
                new Bytes().raw(0x80),
                "field \"f\": the record ends before the value does (truncated at byte 1)");
        refuses(
                "{'type':'array','items':'int'}",
                DataTypes.ARRAY(DataTypes.INT()),
                new Bytes().number(1_000_000_000).raw(0),
                "field \"f\": the record ends before the value does (truncated at byte 6)");
    }

    @Test
    void findsTrailingBytes() {
        refuses(
                "'int'",
                DataTypes.INT(),
                new Bytes().number(1).raw(0),
                "bytes are left over after the last field (trailing-bytes at byte 1)");
    }

    @Test
    void findsTextThatIsNotUtf8() {
        refuses(
                "'string'",
                DataTypes.STRING(),
                new Bytes().number(3).raw('a', 0xC0, 0x80),
                "field \"f\": the text is not valid UTF-8 (not-utf-8 at byte 2)");
        refuses(
                "{'type':'map','values':'int'}",
                DataTypes.MAP(DataTypes.STRING(), DataTypes.INT()),
                new Bytes().number(1).number(1).raw(0xFF).number(0).number(0),
                "field \"f[0]\": the text is not valid UTF-8 (not-utf-8 at byte 2)");
    }

    @Test
    void findsNullWhereTheColumnIsNotNull() {
        refuses(
                "['null','int']",
                DataTypes.INT().notNull(),
                new Bytes().number(0),
                "field \"f\": the value is null and the column is NOT NULL (null-not-allowed at byte 0)");
        refuses(
                "{'type':'array','items':['null','int']}",
                DataTypes.ARRAY(DataTypes.INT().notNull()),
                new Bytes().number(1).number(0).number(0),
                "field \"f[0]\": the value is null and the column is NOT NULL (null-not-allowed at byte 1)");
        refuses(
                "'null'",
                DataTypes.INT().notNull(),
                new Bytes(),
                "field \"f\": the value is null and the column is NOT NULL (null-not-allowed at byte 0)");
    }

    @Test
    void findsNumbersOutOfTheColumnsRange() {
        refuses(
                "'int'",
                DataTypes.TINYINT(),
                new Bytes().number(128),
                "field \"f\": the number is out of the range of the column's type (number-overflow at byte 0)");
        refuses(
                PRICE,
                DataTypes.DECIMAL(4, 2),
                new Bytes().number(2).raw(0x27, 0x10),
                "field \"f\": the number has more digits than the column's precision (decimal-overflow at byte 0)");
        refuses(
                PRICE,
                DataTypes.DECIMAL(38, 2),
                new Bytes().number(17).raw(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                "field \"f\": the number has more digits than the column's precision (decimal-overflow at byte 0)");
        refuses(
                PRICE,
                DataTypes.DECIMAL(20, 10),
                new Bytes().number(8).raw(0x7F, 0, 0, 0, 0, 0, 0, 0),
                "field \"f\": the number has more digits than the column's precision (decimal-overflow at byte 0)");
        refuses(
                logical("int", "time-millis"),
                DataTypes.TIME(3),
                new Bytes().number(86_400_000),
                "field \"f\": the time of day is not between 00:00 and 24:00 (bad-time at byte 0)");
    }

    @Test
    void findsIndexesThatDoNotExist() {
        refuses(
                "['null','int']",
                DataTypes.INT(),
                new Bytes().number(2),
                "field \"f\": the union has no such branch (bad-union-index at byte 0)");
        refuses(
                "['null','int']",
                DataTypes.INT(),
                new Bytes().number(-1),
                "field \"f\": the union has no such branch (bad-union-index at byte 0)");
        refuses(
                "{'type':'enum','name':'E','symbols':['A']}",
                DataTypes.STRING(),
                new Bytes().number(1),
                "field \"f\": the enum has no such symbol (bad-enum-index at byte 0)");
    }

    @Test
    void findsLengthsThatCannotBe() {
        refuses(
                "'string'",
                DataTypes.STRING(),
                new Bytes().number(-1),
                "field \"f\": a length or a count is negative, absurd or contradicts the bytes that follow (bad-length at byte 0)");
        refuses(
                "'bytes'",
                DataTypes.BINARY(2),
                new Bytes().text("abc"),
                "field \"f\": a length or a count is negative, absurd or contradicts the bytes that follow (bad-length at byte 0)");
        refuses(
                PRICE,
                DataTypes.DECIMAL(10, 2),
                new Bytes().number(0),
                "field \"f\": a length or a count is negative, absurd or contradicts the bytes that follow (bad-length at byte 0)");
        refuses(
                "{'type':'array','items':'int'}",
                DataTypes.ARRAY(DataTypes.INT()),
                new Bytes().number(-1).number(2).number(1).number(0),
                "field \"f\": a length or a count is negative, absurd or contradicts the bytes that follow (bad-length at byte 3)");
        refuses(
                "{'type':'array','items':'null'}",
                DataTypes.ARRAY(DataTypes.INT()),
                new Bytes().number(2_000_000_000).number(0),
                "field \"f\": a length or a count is negative, absurd or contradicts the bytes that follow (bad-length at byte 0)");
        refuses(
                "{'type':'array','items':'int'}",
                DataTypes.ARRAY(DataTypes.INT()),
                new Bytes().number(Long.MIN_VALUE).number(0).number(0),
                "field \"f\": a length or a count is negative, absurd or contradicts the bytes that follow (bad-length at byte 0)");
    }

    @Test
    void arraysOfNothingAreLimitedOverTheWholeRecord() {
        String nothings = "{'type':'array','items':{'type':'array','items':'null'}}";
        Bytes bytes = new Bytes().number(3);
        for (int i = 0; i < 3; i++) {
            bytes.number(30_000).number(0);
        }
        refuses(
                nothings,
                DataTypes.ARRAY(DataTypes.ARRAY(DataTypes.INT())),
                bytes.number(0),
                "field \"f[2]\": a length or a count is negative, absurd or contradicts the bytes that follow (bad-length at byte 9)");
    }

    @Test
    void findsNumbersThatAreEncodedAsNoAvroEncoderDoes() {
        String message =
                "field \"f\": the variable-length number is too long, or longer than it needs to be (bad-varint at byte 0)";
        refuses(
                "'long'",
                DataTypes.BIGINT(),
                new Bytes().raw(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1),
                message);
        refuses(
                "'long'",
                DataTypes.BIGINT(),
                new Bytes().raw(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2),
                message);
        refuses("'long'", DataTypes.BIGINT(), new Bytes().raw(0x82, 0), message);
        refuses("'int'", DataTypes.INT(), new Bytes().number(1L << 31), message);
        refuses(
                "'boolean'",
                DataTypes.BOOLEAN(),
                new Bytes().raw(2),
                "field \"f\": the byte of a boolean is neither 0 nor 1 (bad-boolean at byte 0)");
    }

    @Test
    void findsWhatTheReadersSchemaCannotTake() {
        String writer = record("f", "{'type':'enum','name':'E','symbols':['A','B']}");
        String reader = record("f", "{'type':'enum','name':'E','symbols':['A']}");
        AvroRowDecoder symbols =
                AvroDecoding.of(AvroTypes.rowType(reader)).readerSchema(reader).decoder(writer);
        assertThat(fault(symbols, new Bytes().number(1).array()))
                .hasMessage(
                        "field \"f\": the reader's enum lacks the symbol and has no default (unknown-symbol at byte 0)");

        String number = record("f", "'int'");
        AvroRowDecoder branches = AvroDecoding.of(AvroTypes.rowType(number))
                .readerSchema(number)
                .decoder(record("f", "['string','int']"));
        assertThat(fault(branches, new Bytes().number(0).text("x").array()))
                .hasMessage("field \"f\": the value is of a union branch that the reader's schema cannot take"
                        + " (unreadable-branch at byte 0)");
    }

    @Test
    void whatIsPassedOverMayHoldAnything() throws DecodeException {
        RowType table = row(
                DataTypes.FIELD("text", DataTypes.STRING().notNull()),
                DataTypes.FIELD("id", DataTypes.INT().notNull()));
        AvroDecoding ids = AvroDecoding.of(table).projection(new int[][] {{1}});
        String schema = record("text", "'string'", "id", "'int'");
        Bytes bytes = new Bytes().number(1).raw(0xFF).number(7);

        assertThat(fault(ids.decoder(schema), bytes.array()).reason()).isEqualTo(Reason.NOT_UTF_8);
        assertThat(decode(ids.skippedFields(SkippedFields.PASSED_OVER).decoder(schema), bytes))
                .isEqualTo(GenericRowData.of(7));
    }

    @Test
    void refusesSchemasThatNoRecordCanBeReadWith() {
        incompatible("'string'", DataTypes.INT(), "field \"f\": Avro's string cannot be read as INT");
        incompatible("'long'", DataTypes.INT(), "field \"f\": Avro's long cannot be read as INT");
        incompatible("'long'", DataTypes.TIMESTAMP(3), "field \"f\": Avro's long cannot be read as TIMESTAMP(3)");
        incompatible(
                logical("long", "local-timestamp-millis"),
                DataTypes.TIMESTAMP_LTZ(3),
                "field \"f\": Avro's long (local-timestamp-millis) cannot be read as TIMESTAMP_LTZ(3)");
        incompatible(
                PRICE,
                DataTypes.DECIMAL(10, 1),
                "field \"f\": a decimal with 2 digits after the point does not fit DECIMAL(10, 1)");
        incompatible(
                "{'type':'array','items':'string'}",
                DataTypes.ARRAY(DataTypes.INT()),
                "field \"f[]\": Avro's string cannot be read as INT");

        RowType table = row(DataTypes.FIELD("g", DataTypes.INT().notNull()));
        assertThatThrownBy(() -> AvroDecoding.of(table).decoder(record("f", "'int'")))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessage("field \"g\": the schema has no such field, and the column is NOT NULL");
        assertThatThrownBy(() -> AvroDecoding.of(table).decoder("'int'".replace('\'', '"')))
                .hasMessage("a table needs an Avro record, and this is of type int");
        assertThatThrownBy(() -> AvroDecoding.of(table).decoder("{"))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageStartingWith("this is not an Avro schema: ");
        assertThatThrownBy(() -> AvroDecoding.of(table)
                        .readerSchema(record("g", "'int'"))
                        .decoder(record("f", "'int'")))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("g");
    }

    private static void incompatible(String type, DataType column, String message) {
        RowType table = row(DataTypes.FIELD("f", column));
        assertThatThrownBy(() -> AvroDecoding.of(table).decoder(record("f", type)))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> AvroDecoding.of(table).projection(new int[0][]).decoder(record("f", type)))
                .as("whichever columns are read")
                .hasMessage(message);
    }

    /** Read, and passed over. */
    private static void refuses(String type, DataType column, Bytes bytes, String message) {
        AvroDecoding decoding = AvroDecoding.of(row(DataTypes.FIELD("f", column)));
        assertThat(fault(decoding.decoder(record("f", type)), bytes.array())).hasMessage(message);
        AvroRowDecoder none = decoding.projection(new int[0][]).decoder(record("f", type));
        assertThat(fault(none, bytes.array())).hasMessage(message);
    }

    private static DecodeException fault(AvroRowDecoder decoder, byte[] record) {
        return catchThrowableOfType(DecodeException.class, () -> decoder.decode(record, 0, record.length));
    }

    private static Object read(String type, DataType column, Bytes bytes) throws DecodeException {
        AvroRowDecoder decoder =
                AvroDecoding.of(row(DataTypes.FIELD("f", column))).decoder(record("f", type));
        return decode(decoder, bytes).getField(0);
    }

    private static GenericRowData decode(AvroRowDecoder decoder, Bytes bytes) throws DecodeException {
        return decoder.decode(bytes.array(), 0, bytes.array().length);
    }

    private static DecimalData decimal(String number, int precision, int scale) {
        return DecimalData.fromBigDecimal(new BigDecimal(number), precision, scale);
    }

    private static RowType row(DataTypes.Field... fields) {
        return (RowType) DataTypes.ROW(fields).notNull().getLogicalType();
    }

    private static String logical(String type, String name) {
        return "{'type':'" + type + "','logicalType':'" + name + "'}";
    }

    /** @param namesAndTypes with apostrophes for quotation marks */
    private static String record(String... namesAndTypes) {
        return Arrays.stream(pairs(namesAndTypes))
                .collect(Collectors.joining(",", "{'type':'record','name':'R','fields':[", "]}"))
                .replace('\'', '"');
    }

    private static String[] pairs(String... namesAndTypes) {
        String[] pairs = new String[namesAndTypes.length / 2];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = "{'name':'" + namesAndTypes[2 * i] + "','type':" + namesAndTypes[2 * i + 1] + "}";
        }
        return pairs;
    }
}
