package dev.tidewater.flink.formats.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.flink.formats.SchemaText;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class ProtobufTypesTest {
    @Test
    void givesEachScalarItsColumn() {
        assertThat(columns("""
                        syntax = "proto3";
                        message M {
                          double a = 1; float b = 2; int32 c = 3; int64 d = 4; uint32 e = 5; uint64 f = 6; sint32 g = 7;
                          sint64 h = 8; fixed32 i = 9; fixed64 j = 10; sfixed32 k = 11; sfixed64 l = 12; bool m = 13;
                          string n = 14; bytes o = 15; E p = 16; optional int32 q = 17;
                        }
                        enum E { ZERO = 0; }"""))
                .containsExactly(
                        "`a` DOUBLE NOT NULL",
                        "`b` FLOAT NOT NULL",
                        "`c` INT NOT NULL",
                        "`d` BIGINT NOT NULL",
                        "`e` BIGINT NOT NULL",
                        "`f` DECIMAL(20, 0) NOT NULL",
                        "`g` INT NOT NULL",
                        "`h` BIGINT NOT NULL",
                        "`i` BIGINT NOT NULL",
                        "`j` DECIMAL(20, 0) NOT NULL",
                        "`k` INT NOT NULL",
                        "`l` BIGINT NOT NULL",
                        "`m` BOOLEAN NOT NULL",
                        "`n` STRING NOT NULL",
                        "`o` BYTES NOT NULL",
                        "`p` STRING NOT NULL",
                        "`q` INT");
    }

    @Test
    void givesMessagesArraysMapsAndOneofsTheirColumns() {
        assertThat(columns("""
                        syntax = "proto3";
                        package shop;
                        message M {
                          oneof payment { string card = 4; Cash cash = 2; }
                          repeated Cash paid = 3;
                          map<string, Cash> by_day = 1;
                          message Cash { int64 cents = 1; }
                        }"""))
                .containsExactly(
                        "`card` STRING",
                        "`cash` ROW<`cents` BIGINT NOT NULL>",
                        "`paid` ARRAY<ROW<`cents` BIGINT NOT NULL> NOT NULL> NOT NULL",
                        "`by_day` MAP<STRING NOT NULL, ROW<`cents` BIGINT NOT NULL> NOT NULL> NOT NULL");
    }

    @Test
    void knowsTheMessagesThatEverybodyHas() {
        assertThat(columns("""
                        syntax = "proto3";
                        import "google/protobuf/timestamp.proto";
                        import "google/protobuf/wrappers.proto";
                        import "google/protobuf/duration.proto";
                        import "google/type/date.proto";
                        import "google/type/timeofday.proto";
                        import "confluent/type/decimal.proto";
                        import "confluent/meta.proto";
                        message M {
                          google.protobuf.Timestamp at = 1;
                          google.protobuf.Timestamp nanos = 2 [(confluent.field_meta).params = {key: "flink.precision", value: "9"}];
                          google.protobuf.Timestamp local = 3 [(confluent.field_meta) = {
                            doc: "x", params: [{key: "flink.precision", value: "3"}, {key: "flink.type", value: "timestamp"}]}];
                          google.type.Date day = 4;
                          google.type.TimeOfDay hour = 5;
                          confluent.type.Decimal price = 6 [(confluent.field_meta) = {
                            params: [{key: "precision", value: "10"}, {key: "scale", value: "2"}]}];
                          confluent.type.Decimal any = 7;
                          google.protobuf.Int64Value count = 8;
                          google.protobuf.StringValue text = 9;
                          google.protobuf.Duration took = 10;
                        }"""))
                .containsExactly(
                        "`at` TIMESTAMP_LTZ(6)",
                        "`nanos` TIMESTAMP_LTZ(9)",
                        "`local` TIMESTAMP(3)",
                        "`day` DATE",
                        "`hour` TIME(3)",
                        "`price` DECIMAL(10, 2)",
                        "`any` DECIMAL(38, 18)",
                        "`count` BIGINT",
                        "`text` STRING",
                        "`took` ROW<`seconds` BIGINT NOT NULL, `nanos` INT NOT NULL>");
    }

    @Test
    void knowsProto2() {
        assertThat(columns("""
                        message M {
                          required int32 a = 1;
                          optional int32 b = 2;
                          optional int32 c = 3 [default = 7];
                          repeated int32 d = 4;
                          optional group G = 5 { optional string e = 1; }
                          extensions 100 to 200;
                        }"""))
                .containsExactly(
                        "`a` INT NOT NULL",
                        "`b` INT",
                        "`c` INT NOT NULL",
                        "`d` ARRAY<INT NOT NULL> NOT NULL",
                        "`g` ROW<`e` STRING>");
    }

    @Test
    void findsTypesInImportsAndInTheScopesAroundAField() {
        String main = """
                syntax = "proto3";
                package a.b;
                import "other.proto";
                import "options/that/nobody/has.proto";
                message M { Near near = 1; c.Far far = 2; .a.c.Far same = 3; message Near { int32 x = 1; } }
                message Near { string wrong = 1; }""";
        SchemaText schema = new SchemaText(
                main,
                Map.of(
                        "other.proto",
                                "syntax = \"proto3\"; package a.c; import \"third.proto\"; message Far { a.Deep y = 1; }",
                        "third.proto", "syntax = \"proto3\"; package a; message Deep { bool z = 1; }"));

        assertThat(ProtobufTypes.rowType(schema).getFields().stream().map(RowType.RowField::asSummaryString))
                .containsExactly(
                        "`near` ROW<`x` INT NOT NULL>",
                        "`far` ROW<`y` ROW<`z` BOOLEAN NOT NULL>>",
                        "`same` ROW<`y` ROW<`z` BOOLEAN NOT NULL>>");
    }

    @Test
    void saysWhatIsWrongWithASchema() {
        assertThatThrownBy(() -> columns("message M { int32 a = }"))
                .hasMessageStartingWith("this is not a Protobuf schema: Syntax error in schema");
        assertThatThrownBy(() -> columns("enum E { A = 0; }"))
                .hasMessage("a table needs a Protobuf message, and the schema declares none");
        assertThatThrownBy(() -> columns("import \"x.proto\"; message M { optional Far far = 1; }"))
                .hasMessage("field \"far\": there is no type \"Far\", and the schema imports what it has no reference"
                        + " for: x.proto");
        assertThatThrownBy(() -> columns("message M { optional M next = 1; }"))
                .hasMessage("field \"next\": the message \"M\" contains itself, which a column cannot");
        assertThatThrownBy(
                        () -> columns(
                                "syntax = \"proto3\"; import \"google/protobuf/struct.proto\"; message M { google.protobuf.Struct s = 1; }"))
                .hasMessageContaining("contains itself, which a column cannot");
        assertThatThrownBy(() -> columns("message M { optional int32 a = 1; optional int32 b = 1; }"))
                .hasMessage("message \"M\" has two fields with the name \"b\" or the number 1");
    }

    @Test
    void refusesADamagedSchemaInItsOwnWords() {
        Random random = new Random(7);
        for (int seed = 0; seed < 20; seed++) {
            String schema = Proto.text(new RandomProto(seed).file()).text();
            for (int i = 0; i < schema.length(); i += 3) {
                char other = "{}[]();=\"<>.,a0 \n".charAt(random.nextInt(17));
                for (String damaged :
                        List.of(schema.substring(0, i), schema.substring(0, i) + other + schema.substring(i + 1))) {
                    try {
                        columns(damaged);
                    } catch (ProtobufSchemaException e) {
                        assertThat(e.getMessage()).isNotEmpty();
                    }
                }
            }
        }
    }

    private static List<String> columns(String schema) {
        return ProtobufTypes.rowType(SchemaText.of(schema)).getFields().stream()
                .map(RowType.RowField::asSummaryString)
                .toList();
    }
}
