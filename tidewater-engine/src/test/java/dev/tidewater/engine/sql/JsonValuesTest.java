package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Map;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;

class JsonValuesTest {
    private static final LocalDateTime NINE = LocalDateTime.of(2026, 3, 1, 9, 0);

    @Test
    void writesTimesAlwaysWithSecondsAndWithThreeDigitsOfASecondAtATime() {
        assertThat(json(NINE)).isEqualTo("\"2026-03-01T09:00:00\"");
        assertThat(json(NINE.plusSeconds(5))).isEqualTo("\"2026-03-01T09:00:05\"");
        assertThat(json(NINE.plusNanos(250_000_000))).isEqualTo("\"2026-03-01T09:00:00.250\"");
        assertThat(json(NINE.plusNanos(1_000))).isEqualTo("\"2026-03-01T09:00:00.000001\"");
        assertThat(json(LocalTime.of(9, 0))).isEqualTo("\"09:00:00\"");
        assertThat(json(LocalDate.of(2026, 3, 1))).isEqualTo("\"2026-03-01\"");
        assertThat(json(Instant.parse("2026-03-01T09:00:00Z"))).isEqualTo("\"2026-03-01T09:00:00Z\"");
    }

    @Test
    void writesTimesInsideOtherValuesInTheSameWay() {
        assertThat(json(new Object[] {NINE})).isEqualTo("[\"2026-03-01T09:00:00\"]");
        assertThat(json(Row.of(NINE))).isEqualTo("{\"f0\":\"2026-03-01T09:00:00\"}");
        assertThat(json(Map.of(NINE, NINE))).isEqualTo("{\"2026-03-01T09:00:00\":\"2026-03-01T09:00:00\"}");
    }

    private static String json(Object value) {
        return JsonValues.ofRow(Row.of(value)).get(0).toString();
    }
}
