package dev.tidewater.flink.formats.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.flink.formats.DecodeException;
import dev.tidewater.flink.formats.EncodeException;
import dev.tidewater.flink.formats.SchemaText;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class ProtobufSchemasTest {
    private static final int CASES = 1_000;

    @Test
    void writesAMessageOfTheColumns() {
        RowType table = row(
                DataTypes.FIELD("id", DataTypes.BIGINT().notNull(), "who knows"),
                DataTypes.FIELD("note", DataTypes.STRING()),
                DataTypes.FIELD("price", DataTypes.DECIMAL(10, 2).notNull()),
                DataTypes.FIELD("at", DataTypes.TIMESTAMP_LTZ(6)),
                DataTypes.FIELD("small", DataTypes.SMALLINT()),
                DataTypes.FIELD(
                        "tags", DataTypes.ARRAY(DataTypes.STRING().notNull()).notNull()),
                DataTypes.FIELD(
                        "place",
                        DataTypes.ROW(
                                DataTypes.FIELD("x", DataTypes.DOUBLE().notNull()),
                                DataTypes.FIELD("names", DataTypes.ARRAY(DataTypes.STRING())))),
                DataTypes.FIELD(
                        "counts",
                        DataTypes.MAP(
                                        DataTypes.STRING().notNull(),
                                        DataTypes.INT().notNull())
                                .notNull()));

        assertThat(ProtobufSchemas.schema(table, "Order")).isEqualTo("""
                syntax = "proto3";
                import "confluent/meta.proto";
                import "confluent/type/decimal.proto";
                import "google/protobuf/timestamp.proto";
                message Order {
                  // who knows
                  int64 id = 1;
                  optional string note = 2;
                  .confluent.type.Decimal price = 3 [(confluent.field_meta) = {params: [{key: "precision", value: "10"}, {key: "scale", value: "2"}, {key: "flink.notNull", value: "true"}]}];
                  optional .google.protobuf.Timestamp at = 4;
                  optional int32 small = 5 [(confluent.field_meta) = {params: [{key: "connect.type", value: "int16"}]}];
                  repeated string tags = 6;
                  optional place_Row place = 7;
                  map<string, int32> counts = 8;
                  message place_Row {
                    double x = 1;
                    namesRepeatedWrapper names = 2 [(confluent.field_meta) = {params: [{key: "flink.wrapped", value: "true"}]}];
                    message namesRepeatedWrapper {
                      repeated valueElementWrapper value = 1 [(confluent.field_meta) = {params: [{key: "flink.wrapped", value: "true"}]}];
                      message valueElementWrapper {
                        optional string value = 1;
                      }
                    }
                  }
                }
                """);
    }

    @Test
    void givesTheSameColumnsAndRowsWhenReadBack() throws EncodeException, DecodeException {
        for (int seed = 0; seed < CASES; seed++) {
            RandomRows random = new RandomRows(seed);
            RowType table = random.table();
            String schema = ProtobufSchemas.schema(table, "Row");
            SchemaText text = SchemaText.of(schema);
            assertThat(ProtobufTypes.rowType(text))
                    .as("seed %s: %s", seed, schema)
                    .isEqualTo(table);
            ProtobufRowEncoder encoder = ProtobufRowEncoder.of(text, table);
            ProtobufRowDecoder decoder = ProtobufDecoding.of(table).decoder(text);
            for (int i = 0; i < 5; i++) {
                GenericRowData row = random.of(table);
                byte[] bytes = encoder.encode(row);
                assertThat(decoder.decode(bytes, 0, bytes.length))
                        .as("seed %s: %s", seed, schema)
                        .isEqualTo(row);
            }
        }
    }

    @Test
    void saysWhatProtobufCannotHold() {
        assertThatThrownBy(() -> ProtobufSchemas.schema(row(DataTypes.FIELD("my column", DataTypes.INT())), "Row"))
                .hasMessage(
                        "field \"my column\": the name of a Protobuf field has letters, digits and underscores only");
        assertThatThrownBy(() -> ProtobufSchemas.schema(
                        row(DataTypes.FIELD("m", DataTypes.MAP(DataTypes.DOUBLE(), DataTypes.INT()))), "Row"))
                .hasMessageContaining("the keys of a map are text, whole numbers or booleans in Protobuf, not DOUBLE");
        assertThatThrownBy(() -> ProtobufSchemas.schema(
                        row(DataTypes.FIELD("m", DataTypes.MULTISET(DataTypes.STRING()))), "Row"))
                .hasMessage("field \"m\": Protobuf has no type for MULTISET<STRING>");
    }

    static RowType row(DataTypes.Field... fields) {
        return (RowType) DataTypes.ROW(fields).notNull().getLogicalType();
    }
}
