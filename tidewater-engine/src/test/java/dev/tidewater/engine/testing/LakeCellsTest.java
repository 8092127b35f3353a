package dev.tidewater.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.Test;

class LakeCellsTest {
    private static final Types.StructType TYPE = Types.StructType.of(
            NestedField.required(1, "id", Types.IntegerType.get()),
            NestedField.optional(2, "price", Types.DecimalType.of(10, 2)),
            NestedField.optional(3, "day", Types.DateType.get()),
            NestedField.optional(4, "at", Types.TimestampType.withoutZone()),
            NestedField.optional(5, "seen", Types.TimestampType.withZone()),
            NestedField.optional(6, "bytes", Types.BinaryType.get()),
            NestedField.optional(
                    7,
                    "lines",
                    Types.ListType.ofOptional(
                            8, Types.StructType.of(NestedField.optional(9, "price", Types.DecimalType.of(10, 2))))),
            NestedField.optional(
                    10, "counts", Types.MapType.ofOptional(11, 12, Types.StringType.get(), Types.LongType.get())));

    @Test
    void whatIsWrittenToATableIsReadFromItAsItWasGiven() {
        JsonNode row = json("""
                {"id": 1, "price": 2.50, "day": "2026-03-01", "at": "2026-03-01T10:00:00", "seen": "2026-03-01T10:00:00Z",
                 "bytes": "AQI=", "lines": [{"price": 1.50}, {"price": null}], "counts": {"a": 3}}
                """);

        Record record = LakeCells.record(TYPE, row);

        row.properties()
                .forEach(field -> assertThat(Fit.tidy(Cells.of(record.getField(field.getKey()))))
                        .as(field.getKey())
                        .isEqualTo(Fit.tidy(field.getValue())));
    }

    @Test
    void whatIsNotGivenIsNull() {
        assertThat(LakeCells.record(TYPE, json("{\"id\": 1}")).getField("price"))
                .isNull();
    }

    @Test
    void aValueWithinARowThatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> LakeCells.record(TYPE, json("{\"id\": 1, \"lines\": [{\"price\": 1.555}]}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1.555");
        assertThatThrownBy(() -> LakeCells.record(TYPE, json("{\"id\": 1, \"day\": \"soon\"}")))
                .hasMessage("\"soon\" is no date");
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder()
                    .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build()
                    .readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
