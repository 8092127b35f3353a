package dev.tidewater.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.engine.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INT|7|7",
                "BIGINT NOT NULL|\"7\"|7",
                "DECIMAL(10, 2)|12.5|12.50",
                "DECIMAL(18, 2) NOT NULL|\"3\"|3.00",
                "DOUBLE|1|1.0",
                "BOOLEAN|\"true\"|true",
                "STRING|\"7\"|\"7\"",
                "VARCHAR(2147483647) NOT NULL|\"a\"|\"a\"",
                "DATE|\"2026-01-31\"|\"2026-01-31\"",
                "TIMESTAMP(3)|\"2026-01-31 10:00:00\"|\"2026-01-31T10:00:00\"",
                "TIMESTAMP(6) NOT NULL|\"2026-01-31T10:00:00.120\"|\"2026-01-31T10:00:00.12\"",
                "TIMESTAMP_LTZ(3)|\"2026-01-31 10:00:00+01:00\"|\"2026-01-31T09:00:00Z\"",
                "TIMESTAMP(3) WITH LOCAL TIME ZONE|\"2026-01-31 10:00:00\"|\"2026-01-31T10:00:00Z\"",
                "INT|null|null",
            })
    void writesAValueInOneWay(String type, String given, String fitted) {
        assertThat(Fit.to(type, Json.tree(given))).hasToString(fitted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INT|\"x\"|is the text \"x\", and the column is INT",
                "INT|1.5|is 1.5, and the column is INT",
                "INT|3000000000|is 3000000000, which is too big for INT",
                "DECIMAL(4, 2)|1.234|is 1.234, which has more decimals than DECIMAL(4, 2)",
                "DECIMAL(4, 2)|123|is 123, which is too big for DECIMAL(4, 2)",
                "STRING|7|is 7, and the column is STRING; quote it to make it a text",
                "DATE|\"31.1.2026\"|is the text \"31.1.2026\", and the column is DATE",
                "BOOLEAN|1|is 1, and the column is BOOLEAN",
                "INT NOT NULL|null|is null, and the column is INT NOT NULL",
            })
    void saysWhyAValueDoesNotFit(String type, String given, String message) {
        assertThatThrownBy(() -> Fit.to(type, Json.tree(given))).hasMessage(message);
    }

    @Test
    void comparesNestedNumbersByValue() {
        assertThat(Fit.tidy(Json.tree("{\"a\": [1.50, 2]}"))).isEqualTo(Fit.tidy(Json.tree("{\"a\": [1.5, 2]}")));
    }
}
