package dev.tidewater.flink.formats.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.EncodeException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class JsonSchemasTest {
    @Test
    void readsTypes() {
        is("{\"type\":\"string\"}", "STRING NOT NULL");
        is("{\"type\":\"integer\"}", "BIGINT NOT NULL");
        is("{\"type\":\"number\"}", "DOUBLE NOT NULL");
        is("{\"type\":[\"integer\",\"number\"]}", "DOUBLE NOT NULL");
        is("{\"type\":\"boolean\"}", "BOOLEAN NOT NULL");
        is("{\"type\":\"string\",\"format\":\"date\"}", "DATE NOT NULL");
        is("{\"type\":\"string\",\"format\":\"time\"}", "TIME(3) NOT NULL");
        is("{\"type\":\"string\",\"format\":\"date-time\"}", "TIMESTAMP_LTZ(6) NOT NULL");
        is("{\"type\":\"string\",\"format\":\"uuid\",\"maxLength\":36}", "STRING NOT NULL");
        is("{\"type\":\"string\",\"format\":\"byte\"}", "BYTES NOT NULL");
        is("{\"type\":\"string\",\"contentEncoding\":\"base64\"}", "BYTES NOT NULL");
        is("{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}", "ARRAY<BIGINT NOT NULL> NOT NULL");
        is("{\"type\":\"array\"}", "ARRAY<STRING> NOT NULL");
        is(
                "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}}",
                "MAP<STRING NOT NULL, BIGINT NOT NULL> NOT NULL");
    }

    @Test
    void readsEnumsByTheirSymbols() {
        is("{\"enum\":[\"a\",\"b\"]}", "STRING NOT NULL");
        is("{\"enum\":[\"a\",null]}", "STRING");
        is("{\"const\":\"a\"}", "STRING NOT NULL");
        is("{\"enum\":[1,2]}", "BIGINT NOT NULL");
    }

    @Test
    void takesAChoiceWithNullForANullableColumn() {
        is("{\"oneOf\":[{\"type\":\"null\"},{\"type\":\"integer\"}]}", "BIGINT");
        is("{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}]}", "BIGINT");
        is("{\"type\":[\"null\",\"boolean\"]}", "BOOLEAN");
    }

    @Test
    void keepsTheJsonTextOfWhatNoColumnCanBe() {
        for (String any : new String[] {
            "{\"type\":\"object\"}",
            "{\"type\":\"object\",\"additionalProperties\":true}",
            "{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}",
            "{\"type\":[\"string\",\"integer\"]}",
            "{\"type\":\"array\",\"items\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}",
            "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"string\"}]}",
            "{\"enum\":[1,\"a\"]}"
        }) {
            assertThat(JsonSchemas.shape(any).written()).as(any).isEqualTo(Written.ANY);
            is(any, "STRING NOT NULL");
        }
        is("{}", "STRING");
        is("true", "STRING");
        is("{\"type\":\"null\"}", "STRING");
        is("{\"type\":[\"string\",\"integer\",\"null\"]}", "STRING");
    }

    @Test
    void followsReferencesWithinTheSchema() {
        is(
                "{\"$ref\":\"#/$defs/Order\",\"$defs\":{\"Order\":{\"type\":\"object\",\"properties\":{\"price\":"
                        + "{\"$ref\":\"#/$defs/Money\"},\"tax\":{\"$ref\":\"#/$defs/Money\"}},\"required\":[\"price\"]},"
                        + "\"Money\":{\"type\":\"number\"}}}",
                "ROW<`price` DOUBLE NOT NULL, `tax` DOUBLE> NOT NULL");
        is(
                "{\"allOf\":[{\"$ref\":\"#/definitions/A\"},{\"properties\":{\"b\":{\"type\":\"string\"}}}],"
                        + "\"definitions\":{\"A\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}}}",
                "ROW<`a` STRING, `b` STRING> NOT NULL");
        assertThatThrownBy(
                        () -> JsonSchemas.type("{\"type\":\"object\",\"properties\":{\"n\":{\"$ref\":\"#/$defs/N\"}},"
                                + "\"$defs\":{\"N\":{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/N\"}}}}"))
                .hasMessage("field \"n[]\": the type \"#/$defs/N\" contains itself, which a column cannot");
        assertThatThrownBy(() -> JsonSchemas.type("{\"type\":\"array\",\"items\":{\"$ref\":\"money.json\"}}"))
                .hasMessage(
                        "field \"[]\": \"$ref\" leads to \"money.json\", which is not in the schema; put it in, below"
                                + " \"$defs\"");
        assertThatThrownBy(() -> JsonSchemas.type("[]")).hasMessage("this is not a JSON Schema: it is no object");
    }

    @Test
    void readsWhatKafkaConnectAndConfluentsFlinkSay() {
        is("{\"type\":\"integer\",\"connect.type\":\"int8\"}", "TINYINT NOT NULL");
        is("{\"type\":\"number\",\"connect.type\":\"int64\"}", "BIGINT NOT NULL");
        is("{\"type\":\"number\",\"connect.type\":\"float32\"}", "FLOAT NOT NULL");
        is("{\"type\":\"string\",\"connect.type\":\"bytes\",\"flink.maxLength\":5}", "VARBINARY(5) NOT NULL");
        is(
                "{\"type\":\"number\",\"title\":\"org.apache.kafka.connect.data.Timestamp\",\"flink.precision\":2,"
                        + "\"flink.type\":\"timestamp\",\"connect.type\":\"int64\"}",
                "TIMESTAMP(2) NOT NULL");
        is(
                "{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"string\",\"connect.index\":1},"
                        + "\"a\":{\"connect.index\":0,\"oneOf\":[{\"type\":\"null\"},{\"type\":\"number\",\"title\":"
                        + "\"org.apache.kafka.connect.data.Decimal\",\"connect.parameters\":{\"scale\":\"3\","
                        + "\"flink.precision\":\"6\"}}]}},\"required\":[\"a\",\"b\"]}",
                "ROW<`a` DECIMAL(6, 3), `b` STRING NOT NULL> NOT NULL");
        assertThatThrownBy(() -> JsonSchemas.type("{\"type\":\"number\",\"title\":"
                        + "\"org.apache.kafka.connect.data.Decimal\",\"connect.parameters\":{\"scale\":\"40\"}}"))
                .hasMessage("a decimal of 38 digits, 40 of them behind the point, and a column has at most 38");
    }

    @Test
    void refusesColumnsThatJsonHasNoFormFor() {
        assertThatThrownBy(() -> schema(DataTypes.MAP(DataTypes.INT(), DataTypes.INT())))
                .hasMessage("field \"f\": the keys of a map are text in JSON, not INT");
        assertThatThrownBy(() -> schema(DataTypes.ARRAY(DataTypes.MULTISET(DataTypes.INT()))))
                .hasMessage("field \"f[]\": JSON has no form for MULTISET<INT>");
    }

    @Test
    void writesAsTheSchemaSays() throws EncodeException, DecodeException {
        String schema = """
                {"type":"object","properties":{
                  "i":{"type":"integer","title":"org.apache.kafka.connect.data.Timestamp","connect.type":"int64"},
                  "n":{"type":"string","title":"org.apache.kafka.connect.data.Decimal","connect.type":"bytes",
                       "connect.parameters":{"scale":"2","connect.decimal.precision":"10"}},
                  "a":{}}}""";
        RowType table = JsonSchemas.rowType(schema).orElseThrow();
        String json = "{\"i\":1769862659123,\"n\":\"AJY=\",\"a\":{\"b\": 1}}";
        byte[] record = json.getBytes(StandardCharsets.UTF_8);
        GenericRowData row = JsonDecoding.of(table).decoder(schema).decode(record, 0, record.length);

        assertThat(JsonRowEncoder.of(table, schema).encode(row))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(json);
        row.setField(2, org.apache.flink.table.data.StringData.fromString("no JSON"));
        assertThatThrownBy(() -> JsonRowEncoder.of(table, schema).encode(row))
                .hasMessageStartingWith(
                        "field \"a\": the schema takes any JSON here, and the text of the column is none: ")
                .hasMessageEndingWith("a text is written as JSON with JSON_STRING(…)");
    }

    @Test
    void refusesWhatJsonCannotHold() {
        RowType table = table(DataTypes.FIELD("f", DataTypes.ARRAY(DataTypes.DOUBLE())));
        GenericRowData row =
                GenericRowData.of(new org.apache.flink.table.data.GenericArrayData(new Object[] {1.0, Double.NaN}));

        assertThatThrownBy(() -> JsonRowEncoder.of(table, null).encode(row))
                .hasMessage("field \"f[1]\": JSON has no number NaN");
    }

    private static void is(String schema, String type) {
        LogicalType read = JsonSchemas.type(schema);
        assertThat(read.asSummaryString()).as(schema).isEqualTo(type);
    }

    private static String schema(org.apache.flink.table.types.DataType type) {
        return JsonSchemas.schema(table(DataTypes.FIELD("f", type)), "t");
    }

    private static RowType table(DataTypes.Field... fields) {
        return (RowType) DataTypes.ROW(fields).notNull().getLogicalType();
    }
}
