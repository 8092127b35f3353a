package dev.tidewater.flink.formats.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class AvroTypesTest {
    @Test
    void everyAvroTypeHasItsColumn() {
        assertType("'boolean'", DataTypes.BOOLEAN());
        assertType("'int'", DataTypes.INT());
        assertType("'long'", DataTypes.BIGINT());
        assertType("'float'", DataTypes.FLOAT());
        assertType("'double'", DataTypes.DOUBLE());
        assertType("'string'", DataTypes.STRING());
        assertType("'bytes'", DataTypes.BYTES());
        assertType("{'type':'fixed','name':'F','size':5}", DataTypes.BINARY(5));
        assertType("{'type':'enum','name':'E','symbols':['A']}", DataTypes.STRING());
        assertType("{'type':'bytes','logicalType':'decimal','precision':9,'scale':3}", DataTypes.DECIMAL(9, 3));
        assertType(
                "{'type':'fixed','name':'F','size':5,'logicalType':'decimal','precision':9,'scale':3}",
                DataTypes.DECIMAL(9, 3));
        assertType("{'type':'int','logicalType':'date'}", DataTypes.DATE());
        assertType("{'type':'int','logicalType':'time-millis'}", DataTypes.TIME(3));
        assertType("{'type':'long','logicalType':'time-micros'}", DataTypes.TIME(6));
        assertType("{'type':'long','logicalType':'timestamp-millis'}", DataTypes.TIMESTAMP_LTZ(3));
        assertType("{'type':'long','logicalType':'timestamp-micros'}", DataTypes.TIMESTAMP_LTZ(6));
        assertType("{'type':'long','logicalType':'timestamp-nanos'}", DataTypes.TIMESTAMP_LTZ(9));
        assertType("{'type':'long','logicalType':'local-timestamp-millis'}", DataTypes.TIMESTAMP(3));
        assertType("{'type':'long','logicalType':'local-timestamp-micros'}", DataTypes.TIMESTAMP(6));
        assertType("{'type':'long','logicalType':'local-timestamp-nanos'}", DataTypes.TIMESTAMP(9));
        assertType("{'type':'string','logicalType':'uuid'}", DataTypes.STRING());
        assertType("{'type':'fixed','name':'U','size':16,'logicalType':'uuid'}", DataTypes.STRING());
        assertType("{'type':'long','logicalType':'of-a-later-avro'}", DataTypes.BIGINT());
    }

    @Test
    void nullIsInTheType() {
        assertThat(type("['null','int']")).isEqualTo(DataTypes.INT().getLogicalType());
        assertThat(type("['int','null']")).isEqualTo(DataTypes.INT().getLogicalType());
        assertType("['int']", DataTypes.INT());
        assertType("{'type':'array','items':['null','int']}", DataTypes.ARRAY(DataTypes.INT()));
        assertType(
                "{'type':'map','values':'int'}",
                DataTypes.MAP(DataTypes.STRING().notNull(), DataTypes.INT().notNull()));
    }

    @Test
    void aUnionOfSeveralTypesIsARowWithOneFieldForEach() {
        assertType(
                "['int','string',{'type':'record','name':'a.Money','fields':[{'name':'cents','type':'long'}]}]",
                DataTypes.ROW(
                        DataTypes.FIELD("int", DataTypes.INT()),
                        DataTypes.FIELD("string", DataTypes.STRING()),
                        DataTypes.FIELD(
                                "Money",
                                DataTypes.ROW(DataTypes.FIELD(
                                        "cents", DataTypes.BIGINT().notNull())))));
        assertThat(type("['null','int','string']").isNullable()).isTrue();
        assertType(
                "[{'type':'fixed','name':'a.F','size':1},{'type':'fixed','name':'b.F','size':2}]",
                DataTypes.ROW(
                        DataTypes.FIELD("a.F", DataTypes.BINARY(1)), DataTypes.FIELD("b.F", DataTypes.BINARY(2))));
    }

    @Test
    void refusesATypeThatContainsItself() {
        assertThatThrownBy(() -> type("{'type':'record','name':'n.Tree','fields':["
                        + "{'name':'children','type':{'type':'array','items':['null','n.Tree']}}]}"))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessage("field \"f.children[]\": the type \"n.Tree\" contains itself, which a column cannot")
                .extracting(e -> ((IncompatibleSchemaException) e).path())
                .isEqualTo("f.children[]");
    }

    @Test
    void refusesADecimalThatNoColumnHolds() {
        assertThatThrownBy(() -> type("{'type':'bytes','logicalType':'decimal','precision':39,'scale':3}"))
                .hasMessage("field \"f\": a decimal of 39 digits, and a column has at most 38");
    }

    @Test
    void whatAvroHasNoTypeForGrowsToTheNext() {
        RowType table = (RowType) DataTypes.ROW(
                        DataTypes.FIELD("a", DataTypes.TINYINT()),
                        DataTypes.FIELD("b", DataTypes.CHAR(3)),
                        DataTypes.FIELD("c", DataTypes.TIMESTAMP(4)),
                        DataTypes.FIELD("d", DataTypes.TIME(0)))
                .getLogicalType();
        String schema = AvroSchemas.schema(table, "tide.Row");

        assertThat(AvroTypes.rowType(schema).getChildren())
                .containsExactly(
                        DataTypes.INT().getLogicalType(),
                        DataTypes.STRING().getLogicalType(),
                        DataTypes.TIMESTAMP(6).getLogicalType(),
                        DataTypes.TIME(3).getLogicalType());
        assertThat(AvroSchemas.schema(AvroTypes.rowType(schema), "tide.Row")).isEqualTo(schema);
    }

    @Test
    void refusesColumnsThatAvroCannotHold() {
        refuses(
                DataTypes.FIELD("f", DataTypes.MAP(DataTypes.INT(), DataTypes.INT())),
                "field \"f\": the keys of a map are text in Avro, not INT");
        refuses(DataTypes.FIELD("f", DataTypes.TIME(9)), "field \"f\": Avro has no type for TIME(9)");
        refuses(
                DataTypes.FIELD("f", DataTypes.MULTISET(DataTypes.INT())),
                "field \"f\": Avro has no type for MULTISET<INT>");
        refuses(
                DataTypes.FIELD("unit price", DataTypes.INT()),
                "field \"unit price\": Avro does not take the name: Illegal character in: unit price");
    }

    private static void refuses(DataTypes.Field column, String message) {
        RowType table = (RowType) DataTypes.ROW(column).getLogicalType();
        assertThatThrownBy(() -> AvroSchemas.schema(table, "Row"))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessage(message);
    }

    private static void assertType(String avro, DataType column) {
        assertThat(type(avro)).isEqualTo(column.notNull().getLogicalType());
    }

    private static LogicalType type(String avro) {
        String schema = "{'type':'record','name':'R','fields':[{'name':'f','type':" + avro + "}]}";
        return AvroTypes.rowType(schema.replace('\'', '"')).getTypeAt(0);
    }
}
