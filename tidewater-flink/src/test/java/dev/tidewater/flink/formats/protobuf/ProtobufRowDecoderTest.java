package dev.tidewater.flink.formats.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.DecodeException.Reason;
import dev.tidewater.flink.formats.EncodeException;
import dev.tidewater.flink.formats.SchemaText;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

/** Bytes are written out: tag (number times eight plus wire type), then the value. */
class ProtobufRowDecoderTest {
    private static final String HEAD = "syntax = \"proto3\"; ";

    @Test
    void readsDefaultsWhereNoBytesAre() throws DecodeException {
        String schema =
                HEAD + "message M { int32 a = 1; string b = 2; repeated int32 c = 3; E d = 4; optional int32 e = 5;"
                        + " N f = 6; } enum E { ZERO = 0; } message N { int32 g = 1; }";

        assertThat(decode(schema, ""))
                .isEqualTo(GenericRowData.of(
                        0, StringData.fromString(""), new GenericArrayData(new Object[0]), text("ZERO"), null, null));
        assertThat(decode(schema, "3200").getField(5)).isEqualTo(GenericRowData.of(0));
        assertThat(decode(
                        "message M { optional string a = 1 [default = \"x\"]; optional sint32 b = 2 [default = -3]; }",
                        ""))
                .isEqualTo(GenericRowData.of(text("x"), -3));
    }

    @Test
    void takesPackedAndSingleItemsWhateverTheSchemaSays() throws DecodeException {
        for (String packed : new String[] {"true", "false"}) {
            String schema = HEAD + "message M { repeated int32 a = 1 [packed = " + packed + "]; }";
            assertThat(decode(schema, "0801 0a020203 0804"))
                    .isEqualTo(GenericRowData.of(new GenericArrayData(new Object[] {1, 2, 3, 4})));
        }
    }

    @Test
    void theLastMemberOfAOneofTakesThePlaceOfTheOthers() throws DecodeException {
        String schema =
                HEAD + "message M { oneof o { int32 a = 1; N b = 2; } } message N { int32 c = 1; int32 d = 2; }";

        assertThat(decode(schema, "0801 12020805")).isEqualTo(GenericRowData.of(null, GenericRowData.of(5, 0)));
        assertThat(decode(schema, "12020805 12021006")).isEqualTo(GenericRowData.of(null, GenericRowData.of(5, 6)));
        assertThat(decode(schema, "12020805 0801 12021006"))
                .isEqualTo(GenericRowData.of(null, GenericRowData.of(0, 6)));
        assertThat(decode(schema, "12020805 0801")).isEqualTo(GenericRowData.of(1, null));
    }

    @Test
    void readsNumbersThatAnEnumDoesNotKnow() throws DecodeException {
        assertThat(decode(HEAD + "message M { E a = 1; } enum E { ZERO = 0; }", "0807"))
                .isEqualTo(GenericRowData.of(text("7")));
        String closed = "message M { optional E a = 1; repeated E b = 2; } enum E { ONE = 1; }";
        assertThat(decode(closed, "0807 1001 1007"))
                .isEqualTo(GenericRowData.of(null, new GenericArrayData(new Object[] {text("ONE")})));
    }

    @Test
    void findsFieldsByNumberThroughTheSchemaOfTheTable() throws DecodeException {
        String reader = HEAD + "message M { int64 id = 1; string city = 2; optional int32 later = 3; int32 zero = 4; }";
        String writer = HEAD + "message M { int32 number = 1; string town = 2; }";
        RowType table = ProtobufTypes.rowType(SchemaText.of(reader));
        byte[] record = bytes("0805 120141");

        assertThat(ProtobufDecoding.of(table)
                        .readerSchema(SchemaText.of(reader))
                        .decoder(SchemaText.of(writer))
                        .decode(record, 0, record.length))
                .isEqualTo(GenericRowData.of(5L, text("A"), null, 0));
        assertThatThrownBy(() -> ProtobufDecoding.of(table)
                        .readerSchema(SchemaText.of(reader))
                        .decoder(SchemaText.of(HEAD + "message M { string id = 1; }")))
                .hasMessage("field \"id\": Protobuf's string cannot be read as BIGINT NOT NULL");
    }

    /** What a writer cannot tell from its default is not null, whatever the table's schema says. */
    @Test
    void takesTheWritersWordForWhatIsNotThere() throws DecodeException {
        SchemaText implicit = SchemaText.of(HEAD + "message M { int32 a = 1; }");
        SchemaText optional = SchemaText.of(HEAD + "message M { optional int32 a = 1; }");

        assertThat(ProtobufDecoding.of(ProtobufTypes.rowType(optional))
                        .readerSchema(optional)
                        .decoder(implicit)
                        .decode(new byte[0], 0, 0))
                .isEqualTo(GenericRowData.of(0));
        assertThat(ProtobufDecoding.of(ProtobufTypes.rowType(implicit))
                        .readerSchema(implicit)
                        .decoder(optional)
                        .decode(new byte[0], 0, 0))
                .isEqualTo(GenericRowData.of(0));
    }

    @Test
    void readsDecimalsOfAnyScale() throws DecodeException {
        String schema = HEAD + "import \"confluent/type/decimal.proto\"; message M { confluent.type.Decimal a = 1"
                + " [(confluent.field_meta) = {params: [{key: \"precision\", value: \"5\"}, {key: \"scale\", value: \"2\"}]}]; }";

        assertThat(decode(schema, "0a05 0a01ff 1802").getField(0)).isEqualTo(decimal("-0.01"));
        assertThat(decode(schema, "0a03 0a0107").getField(0)).isEqualTo(decimal("7.00"));
        assertThat(decode(schema, "0a00").getField(0)).isEqualTo(decimal("0.00"));
        assertThat(fault(schema, "0a05 0a0107 1803").reason()).isEqualTo(Reason.DECIMAL_OVERFLOW);
        assertThat(fault(schema, "0a07 0a030186a0 1802").reason()).isEqualTo(Reason.DECIMAL_OVERFLOW);
    }

    @Test
    void refusesWhatIsDamagedWithAReason() {
        String schema = HEAD + "import \"google/type/date.proto\"; message M { int32 a = 1; string b = 2; N c = 3;"
                + " google.type.Date d = 4; } message N { string e = 1; N again = 2; }";
        SchemaText text = SchemaText.of(schema);
        RowType table = ProtobufSchemasTest.row(
                DataTypes.FIELD("a", DataTypes.INT().notNull()),
                DataTypes.FIELD("b", DataTypes.STRING().notNull()),
                DataTypes.FIELD("d", DataTypes.DATE()));
        for (int[][] projection : new int[][][] {{{0}, {1}, {2}}, {}, {{1}}}) {
            ProtobufRowDecoder decoder =
                    ProtobufDecoding.of(table).projection(projection).decoder(text);
            assertThat(fault(decoder, "08").getMessage())
                    .isEqualTo("field \"a\": the record ends before the value does (truncated at byte 1)");
            assertThat(fault(decoder, "0d00000000").getMessage())
                    .isEqualTo("field \"a\": the field is not encoded as its type is (wrong-wire-type at byte 0)");
            assertThat(fault(decoder, "1201ff").reason()).isEqualTo(Reason.NOT_UTF_8);
            assertThat(fault(decoder, "120541").reason()).isEqualTo(Reason.TRUNCATED);
            assertThat(fault(decoder, "1a030a01ff").getMessage())
                    .startsWith("field \"c.e\": the text is not valid UTF-8");
            assertThat(fault(decoder, "00").reason()).isEqualTo(Reason.BAD_TAG);
            assertThat(fault(decoder, "0f").reason()).isEqualTo(Reason.BAD_TAG);
            assertThat(fault(decoder, "0c").reason()).isEqualTo(Reason.BAD_GROUP);
            assertThat(fault(decoder, "a306 0801 ac06").reason()).isEqualTo(Reason.BAD_GROUP);
            assertThat(fault(decoder, "a306 0801").reason()).isEqualTo(Reason.TRUNCATED);
            assertThat(fault(decoder, "08ffffffffffffffffffff01").reason()).isEqualTo(Reason.BAD_VARINT);
            assertThat(fault(decoder, "2200").reason()).isEqualTo(Reason.BAD_DATE);
            assertThat(fault(decoder, nested(200)).reason()).isEqualTo(Reason.TOO_DEEP);
        }
    }

    @Test
    void refusesAMessageThatLacksWhatItMustHave() {
        String schema =
                "message M { optional N a = 1; repeated N b = 2; } message N { required int32 c = 1; optional int32 d = 2; }";
        RowType table = ProtobufTypes.rowType(SchemaText.of(schema));
        for (int[][] projection : new int[][][] {{{0}, {1}}, {}, {{0, 1}}}) {
            ProtobufRowDecoder decoder =
                    ProtobufDecoding.of(table).projection(projection).decoder(SchemaText.of(schema));
            assertThat(fault(decoder, "0a00").getMessage())
                    .startsWith("field \"a.c\": the value is null and the column is NOT NULL");
            assertThat(fault(decoder, "12021001").reason()).isEqualTo(Reason.NULL_NOT_ALLOWED);
            assertThat(read(decoder, "0a021001 0a020801")).isNotNull();
        }
    }

    /** What the table has no column for is looked over all the same. */
    @Test
    void refusesAMessageThatLacksWhatOnlyItsWriterKnows() {
        String schema =
                "message M { optional int32 a = 1; required N b = 2; optional Deep c = 3; required int32 d = 4; }"
                        + " message N { optional int32 e = 1; } message Deep { optional Deep again = 1; required int32 f = 2; }";
        RowType table = ProtobufSchemasTest.row(DataTypes.FIELD("a", DataTypes.INT()));
        ProtobufRowDecoder decoder = ProtobufDecoding.of(table).decoder(SchemaText.of(schema));

        assertThat(read(decoder, "0801 1200 2001")).isEqualTo(GenericRowData.of(1));
        assertThat(read(decoder, "1200 2001 1a020a00 1a060a0210011001")).isEqualTo(GenericRowData.of((Object) null));
        assertThat(fault(decoder, "0801 2001").getMessage()).startsWith("field \"b\": the value is null");
        assertThat(fault(decoder, "0801 1200").getMessage()).startsWith("field \"d\": the value is null");
        assertThat(fault(decoder, "1200 2001 1a00").getMessage()).startsWith("field \"c.f\": the value is null");
        assertThat(fault(decoder, "1200 2001 1a040a001001").getMessage())
                .startsWith("field \"c.again.f\": the value is null");
    }

    @Test
    void readsTheMessageThatTheRecordNames() throws DecodeException, IOException {
        SchemaText schema = SchemaText.of(
                HEAD + "message M { int32 a = 1; message N {} } enum E { ZERO = 0; } message Other { int32 a = 1; }");
        ConfluentProtobufDecoder decoder = new ConfluentProtobufDecoder(
                ProtobufDecoding.of(ProtobufTypes.rowType(schema)).readerSchema(schema),
                id -> id == 7 ? Optional.of(schema) : Optional.empty(),
                () -> Instant.EPOCH);

        assertThat(decoder.decode(bytes("0000000007 00 0805"))).isEqualTo(GenericRowData.of(5));
        assertThat(decoder.decode(bytes("0000000007 0200 0805"))).isEqualTo(GenericRowData.of(5));
        assertThatThrownBy(() -> decoder.decode(bytes("0000000007 0202 0805")))
                .hasMessage(
                        "the record is of another message of its schema than the table: number [1] instead of [0] of"
                                + " its file (other-message at byte 5)");
        assertThatThrownBy(() -> decoder.decode(bytes("0000000007 040000 0805")))
                .hasMessageContaining("number [0, 0] instead of [0]");
        assertThatThrownBy(() -> decoder.decode(bytes("0000000007"))).hasMessageContaining("truncated");
        assertThatThrownBy(() -> decoder.decode(bytes("0000000008 00"))).hasMessageContaining("unknown-schema");
        assertThatThrownBy(() -> decoder.decode(bytes("0100000007 00"))).hasMessageContaining("bad-magic");
    }

    @Test
    void refusesRowsThatTheSchemaCannotHold() {
        SchemaText schema = SchemaText.of(HEAD
                + "message M { oneof o { int32 a = 1; int32 b = 2; } uint32 c = 3; E d = 4; } enum E { ZERO = 0; }");
        RowType table = ProtobufTypes.rowType(schema);
        ProtobufRowEncoder encoder = ProtobufRowEncoder.of(schema, table);

        assertThatThrownBy(() -> encoder.encode(GenericRowData.of(1, 2, 3L, text("ZERO"))))
                .isInstanceOf(EncodeException.class)
                .hasMessage("only one of oneof \"o\" can be set, and these are: a, b");
        assertThatThrownBy(() -> encoder.encode(GenericRowData.of(1, null, -3L, text("ZERO"))))
                .hasMessage("field \"c\": -3 is out of the range of Protobuf's uint32");
        assertThatThrownBy(() -> encoder.encode(GenericRowData.of(1, null, 3L, text("TWO"))))
                .hasMessage("field \"d\": \"TWO\" is no symbol of enum \"E\"");
        assertThatThrownBy(() -> encoder.encode(GenericRowData.of(1, null, null, text("ZERO"))))
                .hasMessage("field \"c\": the value is null, and the schema's field cannot be");
        assertThatThrownBy(() ->
                        ProtobufRowEncoder.of(schema, ProtobufSchemasTest.row(DataTypes.FIELD("x", DataTypes.INT()))))
                .hasMessage("field \"x\": message \"M\" has no field for this column");
    }

    private static String nested(int depth) {
        byte[] inner = new byte[0];
        for (int i = 0; i < depth; i++) {
            Output out = new Output();
            out.writeVarint(Wire.tag(i == depth - 1 ? 3 : 2, Wire.LENGTH));
            out.writeBytes(inner);
            inner = out.toBytes();
        }
        return HexFormat.of().formatHex(inner);
    }

    private static GenericRowData decode(String schema, String hex) throws DecodeException {
        SchemaText text = SchemaText.of(schema);
        byte[] record = bytes(hex);
        return ProtobufDecoding.of(ProtobufTypes.rowType(text)).decoder(text).decode(record, 0, record.length);
    }

    private static DecodeException fault(String schema, String hex) {
        SchemaText text = SchemaText.of(schema);
        return fault(ProtobufDecoding.of(ProtobufTypes.rowType(text)).decoder(text), hex);
    }

    private static DecodeException fault(ProtobufRowDecoder decoder, String hex) {
        byte[] record = bytes(hex);
        try {
            throw new AssertionError(hex + " was read: " + decoder.decode(record, 0, record.length));
        } catch (DecodeException e) {
            return e;
        }
    }

    private static GenericRowData read(ProtobufRowDecoder decoder, String hex) {
        byte[] record = bytes(hex);
        try {
            return decoder.decode(record, 0, record.length);
        } catch (DecodeException e) {
            throw new AssertionError(hex, e);
        }
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static StringData text(String text) {
        return StringData.fromString(text);
    }

    private static DecimalData decimal(String number) {
        return DecimalData.fromBigDecimal(new BigDecimal(number), 5, 2);
    }
}
