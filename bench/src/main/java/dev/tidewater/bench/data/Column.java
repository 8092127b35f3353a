package dev.tidewater.bench.data;

import java.util.function.BiConsumer;

/**
 * A column of a record.
 *
 * @param type of a value
 * @param nullable whether it may be null
 */
public record Column(String name, Type type, boolean nullable, BiConsumer<Order, Encoder> draw) {
    /** What a value is, in the words of each who must be told. */
    public enum Type {
        TEXT("\"string\"", "STRING", "{\"type\":\"string\"}"),
        INT("\"int\"", "INT", "{\"type\":\"integer\",\"connect.type\":\"int32\"}"),
        LONG("\"long\"", "BIGINT", "{\"type\":\"integer\"}"),
        REAL("\"double\"", "DOUBLE", "{\"type\":\"number\"}"),
        MONEY(
                "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":10,\"scale\":2}",
                "DECIMAL(10, 2)",
                "{\"type\":\"number\",\"title\":\"org.apache.kafka.connect.data.Decimal\","
                        + "\"connect.parameters\":{\"scale\":\"2\",\"connect.decimal.precision\":\"10\"}}"),
        TIME(
                "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}",
                "TIMESTAMP(3)",
                "{\"type\":\"string\",\"format\":\"date-time\"}"),
        TRUTH("\"boolean\"", "BOOLEAN", "{\"type\":\"boolean\"}");

        private final String avro;
        private final String sql;
        private final String json;

        Type(String avro, String sql, String json) {
            this.avro = avro;
            this.sql = sql;
            this.json = json;
        }
    }

    /** As stock Flink must be told: a time without a zone. */
    public String sql() {
        return "`" + name + "` " + type.sql + (nullable ? "" : " NOT NULL");
    }

    /** As topics of ours have it. */
    public String sourceMomentSql() {
        return "`" + name + "` " + (type == Type.TIME ? "TIMESTAMP_LTZ(3)" : type.sql) + (nullable ? "" : " NOT NULL");
    }

    /** As a lake table keeps it; there a moment is a moment. */
    public String lakeSql() {
        return "`" + name + "` " + (type == Type.TIME ? "TIMESTAMP_LTZ(6)" : type.sql) + (nullable ? "" : " NOT NULL");
    }

    /** As a lake table keeps it whose writer knows of no moments. */
    public String zonelessLakeSql() {
        return "`" + name + "` " + (type == Type.TIME ? "TIMESTAMP(6)" : type.sql) + (nullable ? "" : " NOT NULL");
    }

    String avro() {
        return "{\"name\":\"" + name + "\",\"type\":"
                + (nullable ? "[\"null\"," + type.avro + "],\"default\":null" : type.avro) + "}";
    }

    String jsonSchema() {
        String schema = type.json;
        return "\"" + name + "\":" + (nullable ? "{\"oneOf\":[{\"type\":\"null\"}," + schema + "]}" : schema);
    }
}
