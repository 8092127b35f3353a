package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "7940, 7.9 s",
        "119999, 120.0 s",
        "120000, 2 min",
        "7199999, 119 min",
        "7200000, 2 h"
    })
    void writesDurations(long millis, String text) {
        assertThat(Units.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "2621440, 3 MiB",
        "1073741824, 1.00 GiB",
        "1342177280, 1.25 GiB"
    })
    void writesBytes(long bytes, String text) {
        assertThat(Units.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s ago", "-5, 0 s ago", "119, 119 s ago", "120, 2 min ago", "7200, 2 h ago", "172800, 2 d ago"})
    void writesAges(long seconds, String text) {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        assertThat(Units.ago(NOW.minusSeconds(seconds), clock)).isEqualTo(text);
    }

    @Test
    void writesCounts() {
        assertThat(Units.count(1, "row")).isEqualTo("1 row");
        assertThat(Units.count(0, "row")).isEqualTo("0 rows");
        assertThat(Units.count(1_234_567, "row")).isEqualTo("1,234,567 rows");
    }
}
