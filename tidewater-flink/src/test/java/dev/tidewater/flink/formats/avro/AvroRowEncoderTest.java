package dev.tidewater.flink.formats.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.flink.formats.ConfluentFraming;
import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.EncodeException;
import java.math.BigDecimal;
import java.util.Arrays;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AvroRowEncoderTest {
    @Test
    void writesTheIdOfTheSchemaInFront() throws EncodeException, DecodeException {
        AvroRowEncoder encoder = AvroRowEncoder.of(record("'int'"), row(DataTypes.INT()));
        byte[] framed = encoder.encode(GenericRowData.of(1), 0x01020304);

        assertThat(framed).containsExactly(0, 1, 2, 3, 4, 2);
        assertThat(ConfluentFraming.schemaId(framed, 0, framed.length)).isEqualTo(0x01020304);
        assertThat(encoder.encode(GenericRowData.of(1))).containsExactly(2);
    }

    @Test
    void writesFieldsWithoutAColumnWithTheirDefault() throws EncodeException {
        String schema = "{'type':'record','name':'R','fields':[{'name':'a','type':'string','default':'x'},"
                + "{'name':'f','type':'int'},{'name':'b','type':['int','null']}]}";

        assertThat(AvroRowEncoder.of(schema.replace('\'', '"'), row(DataTypes.INT()))
                        .encode(GenericRowData.of(1)))
                .containsExactly(2, 'x', 2, 2);
    }

    @Test
    void widensNumbersAndTimes() throws EncodeException {
        assertThat(encode("'long'", DataTypes.TINYINT(), (byte) -1)).containsExactly(1);
        assertThat(encode("'double'", DataTypes.FLOAT(), 1f)).containsExactly(0, 0, 0, 0, 0, 0, -16, 0x3F);
        assertThat(encode(
                        "{'type':'long','logicalType':'timestamp-micros'}",
                        DataTypes.TIMESTAMP_LTZ(3),
                        TimestampData.fromEpochMillis(-1, 999_000)))
                .containsExactly(1);
        assertThat(encode(
                        "{'type':'bytes','logicalType':'decimal','precision':6,'scale':3}",
                        DataTypes.DECIMAL(4, 2),
                        DecimalData.fromBigDecimal(new BigDecimal("-0.01"), 4, 2)))
                .containsExactly(2, -10);
    }

    @Test
    void namesTheFieldOfAValueThatDoesNotFit() {
        refuses("'int'", DataTypes.INT(), null, "field \"f\": the value is null, and the schema does not take null");
        refuses(
                "{'type':'array','items':'int'}",
                DataTypes.ARRAY(DataTypes.INT()),
                new GenericArrayData(new Object[] {1, null}),
                "field \"f[1]\": the value is null, and the schema does not take null");
        refuses(
                "{'type':'enum','name':'E','symbols':['A']}",
                DataTypes.STRING(),
                StringData.fromString("B"),
                "field \"f\": the enum \"E\" has no symbol \"B\"");
        refuses(
                "{'type':'fixed','name':'F','size':2}",
                DataTypes.BYTES(),
                new byte[3],
                "field \"f\": the value has 3 bytes, and the schema takes 2");
        refuses(
                "{'type':'bytes','logicalType':'decimal','precision':3,'scale':2}",
                DataTypes.DECIMAL(5, 2),
                DecimalData.fromBigDecimal(new BigDecimal("10.00"), 5, 2),
                "field \"f\": the number 10.00 has more than the 3 digits of the schema");
        refuses(
                "{'type':'fixed','name':'U','size':16,'logicalType':'uuid'}",
                DataTypes.STRING(),
                StringData.fromString("x"),
                "field \"f\": \"x\" is not a UUID");
        refuses(
                "{'type':'long','logicalType':'timestamp-nanos'}",
                DataTypes.TIMESTAMP(9),
                TimestampData.fromEpochMillis(Long.MAX_VALUE / 1_000),
                "field \"f\": the time " + TimestampData.fromEpochMillis(Long.MAX_VALUE / 1_000)
                        + " is out of the range of the schema");
        DataType either =
                DataTypes.ROW(DataTypes.FIELD("int", DataTypes.INT()), DataTypes.FIELD("string", DataTypes.STRING()));
        refuses(
                "['int','string']",
                either,
                GenericRowData.of(null, null),
                "field \"f\": no branch of the union is set");
        refuses(
                "['int','string']",
                either,
                GenericRowData.of(1, StringData.fromString("x")),
                "field \"f\": more than one branch of the union is set");
    }

    @Test
    void refusesWhatWouldLoseDigitsOrColumns() {
        incompatible(
                "{'type':'long','logicalType':'timestamp-millis'}",
                DataTypes.TIMESTAMP(6),
                "field \"f\": the schema holds 3 digits of a second: cast the column from TIMESTAMP(6)");
        incompatible(
                "{'type':'bytes','logicalType':'decimal','precision':9,'scale':1}",
                DataTypes.DECIMAL(5, 2),
                "field \"f\": the schema holds 1 digits after the point: cast the column from DECIMAL(5, 2)");
        incompatible("'int'", DataTypes.BIGINT(), "field \"f\": BIGINT cannot be written as Avro's int");
        incompatible(
                "['int','string']",
                DataTypes.INT(),
                "field \"f\": a union of several types is written from a ROW with one field for each of them");
        assertThatThrownBy(() -> AvroRowEncoder.of(record("'int'"), (RowType)
                        DataTypes.ROW(DataTypes.FIELD("f", DataTypes.INT()), DataTypes.FIELD("g", DataTypes.INT()))
                                .getLogicalType()))
                .hasMessage("field \"g\": the schema has no such field, so the column would be lost");
        assertThatThrownBy(() -> AvroRowEncoder.of(record("'int'"), (RowType)
                        DataTypes.ROW(new DataTypes.Field[0]).getLogicalType()))
                .hasMessage("field \"f\": there is no such column, and the field has no default");
    }

    private static void refuses(String type, DataType column, @Nullable Object value, String message) {
        AvroRowEncoder encoder = AvroRowEncoder.of(record(type), row(column));
        assertThatThrownBy(() -> encoder.encode(GenericRowData.of(value)))
                .isInstanceOf(EncodeException.class)
                .hasMessage(message);
    }

    private static void incompatible(String type, DataType column, String message) {
        assertThatThrownBy(() -> AvroRowEncoder.of(record(type), row(column)))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessage(message);
    }

    private static int[] encode(String type, DataType column, Object value) throws EncodeException {
        byte[] bytes = AvroRowEncoder.of(record(type), row(column)).encode(GenericRowData.of(value));
        int[] numbers = new int[bytes.length];
        Arrays.setAll(numbers, i -> bytes[i]);
        return numbers;
    }

    private static RowType row(DataType column) {
        return (RowType) DataTypes.ROW(DataTypes.FIELD("f", column)).getLogicalType();
    }

    private static String record(String type) {
        return "{'type':'record','name':'R','fields':[{'name':'f','type':%s}]}"
                .formatted(type)
                .replace('\'', '"');
    }
}
