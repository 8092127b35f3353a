package dev.tidewater.flink.formats.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonRowDecoderTest {
    @Test
    void readsText() {
        assertThat(read(DataTypes.STRING(), "\"plain\"")).isEqualTo(StringData.fromString("plain"));
        assertThat(read(DataTypes.STRING(), "\"\\ud83d\\ude42\\n\\/\"")).isEqualTo(StringData.fromString("🙂\n/"));
        assertThat(read(DataTypes.VARCHAR(3), "\"longer\"")).isEqualTo(StringData.fromString("longer"));
        refuses(DataTypes.STRING(), "\"a\nb\"", Reason.NOT_JSON, 7, "a control character inside of a text");
        refuses(DataTypes.STRING(), "\"\\x\"", Reason.NOT_JSON, 7, "unexpected 'x'");
        refuses(DataTypes.STRING(), "\"\\ud83d!\"", Reason.NOT_UTF_8, 6, "half of a surrogate pair");
        refuses(DataTypes.STRING(), "\"\\ude42\"", Reason.NOT_UTF_8, 6, "half of a surrogate pair");
        assertThat(fault(DataTypes.STRING(), new byte[] {'"', 'a', (byte) 0xC0, (byte) 0x80, '"'})
                        .getMessage())
                .isEqualTo("field \"f\": the text is not valid UTF-8 (not-utf-8 at byte 7)");
    }

    @Test
    void keepsTheJsonOfWhatIsNoText() {
        assertThat(read(DataTypes.STRING(), "1.50")).isEqualTo(StringData.fromString("1.50"));
        assertThat(read(DataTypes.STRING(), "{ \"a\": [1, \"é\"] }"))
                .isEqualTo(StringData.fromString("{ \"a\": [1, \"é\"] }"));
    }

    @Test
    void readsWholeNumbersInAnySpelling() {
        assertThat(read(DataTypes.INT(), "-2147483648")).isEqualTo(Integer.MIN_VALUE);
        assertThat(read(DataTypes.INT(), "1.0")).isEqualTo(1);
        assertThat(read(DataTypes.INT(), "1e3")).isEqualTo(1000);
        assertThat(read(DataTypes.INT(), "-0")).isEqualTo(0);
        assertThat(read(DataTypes.TINYINT(), "127")).isEqualTo((byte) 127);
        assertThat(read(DataTypes.SMALLINT(), "-3")).isEqualTo((short) -3);
        assertThat(read(DataTypes.BIGINT(), "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(read(DataTypes.BIGINT(), "92233720368547758.07E2")).isEqualTo(Long.MAX_VALUE);
        refuses(DataTypes.INT(), "1.5", Reason.WRONG_TYPE, 5, "a number with a fraction");
        refuses(DataTypes.INT(), "2147483648", Reason.NUMBER_OVERFLOW, 5, "");
        refuses(DataTypes.TINYINT(), "128", Reason.NUMBER_OVERFLOW, 5, "");
        refuses(DataTypes.BIGINT(), "9223372036854775808", Reason.NUMBER_OVERFLOW, 5, "");
        refuses(DataTypes.BIGINT(), "1e999999999999", Reason.NUMBER_OVERFLOW, 5, "");
        refuses(DataTypes.INT(), "\"1\"", Reason.WRONG_TYPE, 5, "a text where a number is expected");
        refuses(DataTypes.INT(), "01", Reason.NOT_JSON, 6, "unexpected '1'");
        refuses(DataTypes.INT(), "+1", Reason.NOT_JSON, 5, "unexpected '+'");
        refuses(DataTypes.INT(), "1.", Reason.NOT_JSON, 7, "unexpected '}'");
        refuses(DataTypes.INT(), "1e", Reason.NOT_JSON, 7, "unexpected '}'");
    }

    @Test
    void readsTheNearestFraction() {
        assertThat(read(DataTypes.DOUBLE(), "0.1")).isEqualTo(0.1);
        assertThat(read(DataTypes.DOUBLE(), "-0.0")).isEqualTo(-0.0);
        assertThat(read(DataTypes.DOUBLE(), "1e-400")).isEqualTo(0.0);
        assertThat(read(DataTypes.DOUBLE(), "123456789012345678")).isEqualTo(123456789012345678.0);
        assertThat(read(DataTypes.FLOAT(), "0.1")).isEqualTo(0.1f);
        refuses(DataTypes.DOUBLE(), "1e309", Reason.NUMBER_OVERFLOW, 5, "");
        refuses(DataTypes.FLOAT(), "1e39", Reason.NUMBER_OVERFLOW, 5, "");
        refuses(DataTypes.DOUBLE(), "NaN", Reason.NOT_JSON, 5, "unexpected 'N'");
        refuses(DataTypes.DOUBLE(), "\"NaN\"", Reason.WRONG_TYPE, 5, "a text where a number is expected");
        refuses(DataTypes.DOUBLE(), "-Infinity", Reason.NOT_JSON, 6, "unexpected 'I'");
    }

    @Test
    void readsTheSameDoublesAsTheJdk() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String text = (random.nextInt(2_000_000) - 1_000_000) + "." + random.nextInt(1 << random.nextInt(31));
            assertThat(read(DataTypes.DOUBLE(), text)).isEqualTo(Double.parseDouble(text));
        }
    }

    @Test
    void readsDecimalsExactlyOrNotAtAll() {
        assertThat(read(DataTypes.DECIMAL(10, 2), "1.5")).isEqualTo(decimal("1.50", 10, 2));
        assertThat(read(DataTypes.DECIMAL(10, 2), "\"1.50000\"")).isEqualTo(decimal("1.50", 10, 2));
        assertThat(read(DataTypes.DECIMAL(10, 2), "-15e-1")).isEqualTo(decimal("-1.50", 10, 2));
        assertThat(read(DataTypes.DECIMAL(38, 18), "12345678901234567890.123456789012345678"))
                .isEqualTo(decimal("12345678901234567890.123456789012345678", 38, 18));
        refuses(DataTypes.DECIMAL(10, 2), "1.555", Reason.DECIMAL_OVERFLOW, 5, "");
        refuses(DataTypes.DECIMAL(4, 2), "100", Reason.DECIMAL_OVERFLOW, 5, "");
        refuses(DataTypes.DECIMAL(4, 2), "\"100\"", Reason.DECIMAL_OVERFLOW, 5, "");
        refuses(DataTypes.DECIMAL(4, 2), "\"1,5\"", Reason.WRONG_TYPE, 5, "a text that is no number");
        refuses(DataTypes.DECIMAL(4, 2), "true", Reason.WRONG_TYPE, 5, "a boolean where a number is expected");
    }

    @Test
    void readsDatesAndTimes() {
        assertThat(read(DataTypes.DATE(), "\"2024-02-29\""))
                .isEqualTo((int) LocalDate.of(2024, 2, 29).toEpochDay());
        assertThat(read(DataTypes.TIME(3), "\"12:30\"")).isEqualTo(45_000_000);
        assertThat(read(DataTypes.TIME(0), "\"23:59:59.999Z\"")).isEqualTo(86_399_000);
        assertThat(read(DataTypes.TIMESTAMP(6), "\"2026-01-31 12:30:59.1234567\""))
                .isEqualTo(TimestampData.fromLocalDateTime(LocalDateTime.parse("2026-01-31T12:30:59.123456")));
        assertThat(read(DataTypes.TIMESTAMP(0), "\"1969-12-31T23:59:58.5\""))
                .isEqualTo(TimestampData.fromEpochMillis(-2_000));
        for (String zone : new String[] {"Z", "+00", "+00:00", "-0000"}) {
            assertThat(read(DataTypes.TIMESTAMP_LTZ(3), "\"2026-01-31T12:30:59.123" + zone + "\""))
                    .isEqualTo(TimestampData.fromInstant(Instant.parse("2026-01-31T12:30:59.123Z")));
        }
        assertThat(read(DataTypes.TIMESTAMP_LTZ(3), "\"2026-01-31T12:30+02:30\""))
                .isEqualTo(TimestampData.fromInstant(Instant.parse("2026-01-31T10:00:00Z")));
    }

    @Test
    void refusesWhatIsNoTime() {
        for (String text : new String[] {
            "2025-02-29", "2025-13-01", "2025-00-01", "2025-01-32", "2025-1-1", "20250101", "", "2025-01-01T00:00:00"
        }) {
            refuses(DataTypes.DATE(), '"' + text + '"', Reason.NOT_A_TIME, 5, "a date is expected, like 2026-01-31");
        }
        for (String text :
                new String[] {"24:00", "12:60", "12:00:60", "12", "12:0", "12:00:0", "12:00:00.", "1:00:00"}) {
            refuses(DataTypes.TIME(), '"' + text + '"', Reason.NOT_A_TIME, 5, "a time of day is expected");
        }
        refuses(DataTypes.TIME(), "\"12:00+01:00\"", Reason.NOT_A_TIME, 5, "a TIME has no offset from UTC");
        refuses(DataTypes.TIMESTAMP(), "\"2026-01-31\"", Reason.NOT_A_TIME, 5, "like 2026-01-31T12:30:59.123 ");
        refuses(DataTypes.TIMESTAMP(), "\"2026-01-31T12:30:59Z\"", Reason.NOT_A_TIME, 5, "a moment is a TIMESTAMP_LTZ");
        refuses(DataTypes.TIMESTAMP_LTZ(), "\"2026-01-31T12:30:59\"", Reason.NOT_A_TIME, 5, "it lacks Z or an offset");
        refuses(DataTypes.TIMESTAMP_LTZ(), "\"2026-01-31T12:30:59+1\"", Reason.NOT_A_TIME, 5, "like 2026");
        refuses(
                DataTypes.TIMESTAMP_LTZ(),
                "1769862659123",
                Reason.WRONG_TYPE,
                5,
                "a number where a timestamp is expected");
    }

    @Test
    void readsBytes() {
        assertThat(read(DataTypes.BYTES(), "\"aGVsbG8=\"")).isEqualTo(utf8("hello"));
        assertThat(read(DataTypes.BYTES(), "\"aGVsbG8\"")).isEqualTo(utf8("hello"));
        assertThat(read(DataTypes.BYTES(), "\"\\u0061GVsbG8\\u003d\"")).isEqualTo(utf8("hello"));
        assertThat(read(DataTypes.BINARY(5), "\"aGVsbG8=\"")).isEqualTo(utf8("hello"));
        refuses(DataTypes.BYTES(), "\"aGVsbG9=\"", Reason.NOT_BASE64, 5, "");
        refuses(DataTypes.BYTES(), "\"aGVs*\"", Reason.NOT_BASE64, 5, "");
        refuses(DataTypes.BYTES(), "\"a\"", Reason.NOT_BASE64, 5, "");
        refuses(DataTypes.BINARY(4), "\"aGVsbG8=\"", Reason.BAD_LENGTH, 5, "5 bytes, and the column has 4");
    }

    @Test
    void readsRowsArraysAndMaps() {
        DataType row = DataTypes.ROW(DataTypes.FIELD("a", DataTypes.INT()), DataTypes.FIELD("b", DataTypes.STRING()));
        assertThat(read(row, "{\"b\":\"x\",\"c\":[{}],\"a\":1}"))
                .isEqualTo(GenericRowData.of(1, StringData.fromString("x")));
        assertThat(read(row, "{}")).isEqualTo(GenericRowData.of(null, null));
        assertThat(read(DataTypes.ARRAY(row), "[null,{\"a\":2}]"))
                .isEqualTo(new GenericArrayData(new @Nullable Object[] {null, GenericRowData.of(2, null)}));
        assertThat(read(DataTypes.MAP(DataTypes.STRING(), DataTypes.INT()), "{\"x\":1,\"\":null}"))
                .isEqualTo(new GenericMapData(mapOf(StringData.fromString("x"), 1)));
        refuses(DataTypes.ARRAY(DataTypes.INT().notNull()), "[1,null]", Reason.NULL_NOT_ALLOWED, 8, "");
        refuses(DataTypes.ARRAY(DataTypes.INT()), "{}", Reason.WRONG_TYPE, 5, "an object where an array is expected");
        refuses(row, "[]", Reason.WRONG_TYPE, 5, "an array where an object is expected");
        refuses(row, "{\"a\":1,\"\\u0061\":2}", Reason.DUPLICATE_FIELD, 12, "occurs twice");
        refuses(
                DataTypes.MAP(DataTypes.STRING(), DataTypes.INT()),
                "{\"x\":1,\"x\":1}",
                Reason.DUPLICATE_FIELD,
                12,
                "");
        assertThat(fault(DataTypes.ARRAY(row), utf8("[{\"a\":1},{\"a\":true}]")).path())
                .isEqualTo("f[1].a");
        assertThat(fault(DataTypes.MAP(DataTypes.STRING(), DataTypes.INT()), utf8("{\"x\":\"\"}"))
                        .path())
                .isEqualTo("f[x]");
    }

    private static Map<Object, @Nullable Object> mapOf(Object key, Object value) {
        Map<Object, @Nullable Object> map = new java.util.HashMap<>();
        map.put(key, value);
        map.put(StringData.fromString(""), null);
        return map;
    }

    @Test
    void takesMissingFieldsForNull() throws DecodeException {
        RowType table = table(
                DataTypes.FIELD("f", DataTypes.INT()),
                DataTypes.FIELD("g", DataTypes.INT().notNull()));
        JsonRowDecoder decoder = JsonDecoding.of(table).decoder();

        assertThat(decode(decoder, "{\"g\":1}")).isEqualTo(GenericRowData.of(null, 1));
        assertThat(decode(decoder, " { \"g\" : 2 , \"f\" : null } ")).isEqualTo(GenericRowData.of(null, 2));
        assertThat(fault(decoder, "{\"f\":1}"))
                .hasMessage("field \"g\": the value is null and the column is NOT NULL: there is no such field"
                        + " (null-not-allowed at byte 6)");
        assertThat(fault(decoder, "{\"f\":1,\"g\":null}").offset()).isEqualTo(11);
    }

    @Test
    void looksOverFieldsThatAreNoColumns() {
        JsonRowDecoder decoder =
                JsonDecoding.of(table(DataTypes.FIELD("f", DataTypes.INT()))).decoder();

        assertThat(fault(decoder, "{\"other\":{\"a\":[1,2,}]}"))
                .hasMessage("field \"other\": the text is not JSON: unexpected '}' (not-json at byte 19)");
        assertThat(fault(decoder, "{\"other\":{\"a\":1]}").reason()).isEqualTo(Reason.NOT_JSON);
        assertThat(fault(decoder, "{\"other\":[\"a\":1]}").reason()).isEqualTo(Reason.NOT_JSON);
        assertThat(fault(decoder, "{\"other\":tru}").reason()).isEqualTo(Reason.NOT_JSON);
        assertThat(fault(decoder, "{\"other\":" + "[".repeat(1_001)).reason()).isEqualTo(Reason.TOO_DEEP);
        assertThat(fault(decoder, "{\"other\":" + "[".repeat(1_000)).reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(fault(decoder, "{\"other\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}!")
                        .reason())
                .isEqualTo(Reason.TRAILING_BYTES);
        assertThat(fault(decoder, "{\"f\":1,}").reason()).isEqualTo(Reason.NOT_JSON);
        assertThat(fault(decoder, "{\"f\":1 \"g\":2}").reason()).isEqualTo(Reason.NOT_JSON);
        assertThat(fault(decoder, "{,}").reason()).isEqualTo(Reason.NOT_JSON);
        assertThat(fault(decoder, "{f:1}").reason()).isEqualTo(Reason.NOT_JSON);
    }

    @Test
    void followsTheOrderOfFieldsWhenItChanges() throws DecodeException {
        RowType table = table(
                DataTypes.FIELD("a", DataTypes.INT()),
                DataTypes.FIELD("b", DataTypes.INT()),
                DataTypes.FIELD("a long name", DataTypes.INT()));
        JsonRowDecoder decoder = JsonDecoding.of(table).decoder();
        for (int i = 0; i < 3; i++) {
            assertThat(decode(decoder, "{\"a\":1,\"b\":2,\"a long name\":3}")).isEqualTo(GenericRowData.of(1, 2, 3));
            assertThat(decode(decoder, "{\"a long name\":3,\"a long nama\":5,\"b\":2,\"a\":1}"))
                    .isEqualTo(GenericRowData.of(1, 2, 3));
            assertThat(decode(decoder, "{\"a long name\":3}")).isEqualTo(GenericRowData.of(null, null, 3));
        }
    }

    @Test
    void readsNamesThatNeedEscapes() throws DecodeException {
        JsonRowDecoder decoder = JsonDecoding.of(
                        table(DataTypes.FIELD("a\"b", DataTypes.INT()), DataTypes.FIELD("c\\", DataTypes.INT())))
                .decoder();

        assertThat(decode(decoder, "{\"a\\\"b\":1,\"c\\\\\":2}")).isEqualTo(GenericRowData.of(1, 2));
        assertThat(fault(decoder, "{\"a\"b\":1,\"other\":\"long enough\"}").reason())
                .isEqualTo(Reason.NOT_JSON);
        assertThat(fault(decoder, "{\"c\\\":1,\"other\":\"long enough\"}").reason())
                .isEqualTo(Reason.NOT_JSON);
    }

    @Test
    void refusesWhatIsNoRecord() throws DecodeException {
        JsonRowDecoder decoder =
                JsonDecoding.of(table(DataTypes.FIELD("f", DataTypes.INT()))).decoder();

        assertThat(fault(decoder, "")).hasMessageContaining("truncated at byte 0");
        assertThat(fault(decoder, " \n ")).hasMessageContaining("truncated at byte 3");
        assertThat(fault(decoder, "null")).hasMessageContaining("a row is expected (null-not-allowed at byte 0)");
        assertThat(fault(decoder, "[]")).hasMessageContaining("an array where an object is expected");
        assertThat(fault(decoder, "{}{}").reason()).isEqualTo(Reason.TRAILING_BYTES);
        assertThat(decode(decoder, "\uFEFF{\"f\":1}")).as("a byte order mark").isEqualTo(GenericRowData.of(1));
    }

    @Test
    void endsAlsoOnTenMegabytesOfNonsense() {
        JsonRowDecoder decoder = JsonDecoding.of(table(
                        DataTypes.FIELD("f", DataTypes.BIGINT()),
                        DataTypes.FIELD("d", DataTypes.DOUBLE()),
                        DataTypes.FIELD("e", DataTypes.DECIMAL(38, 0))))
                .decoder();
        int size = 10_000_000;
        String digits = "7".repeat(size);

        assertThat(fault(decoder, "{\"f\":" + digits + "}").reason()).isEqualTo(Reason.NUMBER_OVERFLOW);
        assertThat(fault(decoder, "{\"d\":" + digits + "}").reason()).isEqualTo(Reason.NUMBER_OVERFLOW);
        assertThat(fault(decoder, "{\"e\":\"" + digits + "\"}").reason()).isEqualTo(Reason.DECIMAL_OVERFLOW);
        assertThat(fault(decoder, "[".repeat(size)).reason()).isEqualTo(Reason.WRONG_TYPE);
        assertThat(fault(decoder, "{\"x\":" + "{\"x\":".repeat(size / 5)).reason())
                .isEqualTo(Reason.TOO_DEEP);
        assertThat(fault(decoder, "{\"x\":\"" + digits).reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(fault(decoder, "{\"x\":[" + "1,".repeat(size / 2)).reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(fault(decoder, " ".repeat(size)).reason()).isEqualTo(Reason.TRUNCATED);
        byte[] noise = new byte[size];
        new Random(1).nextBytes(noise);
        assertThat(catchThrowableOfType(DecodeException.class, () -> decoder.decode(noise, 0, size))
                        .reason())
                .isEqualTo(Reason.NOT_JSON);
    }

    @Test
    void readsNumbersWhereTheSchemaSaysThatTheyAreTimes() throws DecodeException {
        String schema = """
                {"type":"object","properties":{
                  "d":{"type":"integer","title":"org.apache.kafka.connect.data.Date","connect.type":"int32"},
                  "t":{"type":"integer","title":"org.apache.kafka.connect.data.Time","connect.type":"int32"},
                  "i":{"type":"integer","title":"org.apache.kafka.connect.data.Timestamp","connect.type":"int64"},
                  "n":{"type":"number","title":"org.apache.kafka.connect.data.Decimal","connect.type":"bytes",
                       "connect.parameters":{"scale":"2","connect.decimal.precision":"10"}},
                  "a":{"oneOf":[{"type":"string"},{"type":"object"}]}}}""";
        RowType table = JsonSchemas.rowType(schema).orElseThrow();
        JsonRowDecoder decoder = JsonDecoding.of(table).decoder(schema);

        assertThat(table.getChildren().toString())
                .isEqualTo("[DATE, TIME(3), TIMESTAMP_LTZ(3), DECIMAL(10, 2), STRING]");
        assertThat(decode(decoder, "{\"d\":19754,\"t\":1000,\"i\":1769862659123,\"n\":\"AJY=\",\"a\":\"x\"}"))
                .isEqualTo(GenericRowData.of(
                        19754,
                        1000,
                        TimestampData.fromEpochMillis(1769862659123L),
                        decimal("1.50", 10, 2),
                        StringData.fromString("\"x\"")));
        assertThat(decode(
                                decoder,
                                "{\"d\":\"2024-02-01\",\"i\":\"2026-01-31T12:30:59.123Z\",\"n\":1.5,\"a\":{\"b\":1}}")
                        .getField(4))
                .isEqualTo(StringData.fromString("{\"b\":1}"));
        assertThat(fault(decoder, "{\"t\":86400000}").reason()).isEqualTo(Reason.NUMBER_OVERFLOW);
        assertThat(fault(decoder, "{\"n\":\"1.5\"}").reason()).isEqualTo(Reason.NOT_BASE64);
    }

    @Test
    void readsRecordsThatAreOneValue() throws DecodeException {
        RowType table = table(DataTypes.FIELD("value", DataTypes.ARRAY(DataTypes.INT())));
        JsonRowDecoder decoder = JsonDecoding.of(table).singleValue().decoder();

        assertThat(decode(decoder, " [1] ")).isEqualTo(GenericRowData.of(new GenericArrayData(new Object[] {1})));
        assertThat(decode(decoder, "null")).isEqualTo(GenericRowData.of((Object) null));
        assertThat(fault(
                                JsonDecoding.of(table)
                                        .singleValue()
                                        .projection(new int[0][])
                                        .decoder(),
                                "[true]")
                        .path())
                .isEqualTo("[0]");
    }

    @Test
    void isBase64AsTheJdkHasIt() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            byte[] text = java.util.Base64.getEncoder().encode(bytes);
            assertThat(Base64Text.decode(text, 0, Base64Text.size(text, 0, text.length)))
                    .isEqualTo(bytes);
        }
    }

    @Test
    void countsDaysAsTheJdk() {
        Iso8601 iso = new Iso8601();
        LocalDate last = LocalDate.of(9999, 12, 31);
        for (LocalDate date = LocalDate.of(0, 1, 1); !date.isAfter(last); date = date.plusDays(1)) {
            byte[] text = utf8(date.toString());
            if (!iso.parseDate(text, 0, text.length) || iso.day() != date.toEpochDay()) {
                throw new AssertionError(date + " is day " + iso.day());
            }
        }
    }

    private static @Nullable Object read(DataType type, String json) {
        try {
            JsonRowDecoder decoder =
                    JsonDecoding.of(table(DataTypes.FIELD("f", type))).decoder();
            return decode(decoder, "{\"f\":" + json + "}").getField(0);
        } catch (DecodeException e) {
            throw new AssertionError(json, e);
        }
    }

    private static void refuses(DataType type, String json, Reason reason, int offset, String message) {
        DecodeException fault = fault(type, utf8(json));
        assertThat(fault.reason()).as(json).isEqualTo(reason);
        assertThat(fault.path()).as(json).startsWith("f");
        assertThat(fault.offset()).as(json).isEqualTo(offset);
        assertThat(fault).hasMessageContaining(message);
    }

    private static DecodeException fault(DataType type, byte[] json) {
        byte[] record = Arrays.copyOf(utf8("{\"f\":"), 5 + json.length + 1);
        System.arraycopy(json, 0, record, 5, json.length);
        record[record.length - 1] = '}';
        JsonRowDecoder decoder =
                JsonDecoding.of(table(DataTypes.FIELD("f", type))).decoder();
        return catchThrowableOfType(DecodeException.class, () -> decoder.decode(record, 0, record.length));
    }

    private static DecodeException fault(JsonRowDecoder decoder, String json) {
        byte[] record = utf8(json);
        return catchThrowableOfType(DecodeException.class, () -> decoder.decode(record, 0, record.length));
    }

    private static GenericRowData decode(JsonRowDecoder decoder, String json) throws DecodeException {
        byte[] record = utf8(json);
        return decoder.decode(record, 0, record.length);
    }

    private static DecimalData decimal(String number, int precision, int scale) {
        return java.util.Objects.requireNonNull(DecimalData.fromBigDecimal(new BigDecimal(number), precision, scale));
    }

    private static RowType table(DataTypes.Field... fields) {
        return (RowType) DataTypes.ROW(fields).notNull().getLogicalType();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
