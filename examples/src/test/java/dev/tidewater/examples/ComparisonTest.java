package dev.tidewater.examples;

import static dev.tidewater.examples.ExpectedTable.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final ExpectedTable SALES =
            new ExpectedTable("lake.shop.sales", List.of("id", "amount"), List.of(row("a", 1L), row("b", 2L)));

    @Test
    void matchesTheSameRowsInAnyOrder() {
        Comparison comparison = Comparison.of(SALES, List.of(row("b", 2L), row("a", 1L)));

        assertThat(comparison.matches()).isTrue();
        assertThat(comparison.describe()).isEqualTo("table \"lake.shop.sales\" holds exactly the 2 rows it must");
    }

    @Test
    void countsARowThatIsThereTwiceAsExtra() {
        Comparison comparison = Comparison.of(SALES, List.of(row("a", 1L), row("b", 2L), row("a", 1L)));

        assertThat(comparison.matches()).isFalse();
        assertThat(comparison.missing()).isZero();
        assertThat(comparison.extra()).isEqualTo(1);
        assertThat(comparison.describe())
                .isEqualTo("table \"lake.shop.sales\" must hold 2 rows and holds 3: 0 missing, 1 extra"
                        + "\n  extra   [a, 1]");
    }

    @Test
    void expectsARowAsOftenAsItIsGiven() {
        ExpectedTable twins = new ExpectedTable("t", List.of("id"), List.of(row("a"), row("a")));

        assertThat(Comparison.of(twins, List.of(row("a"), row("a"))).matches()).isTrue();
        assertThat(Comparison.of(twins, List.of(row("a"))).missing()).isEqualTo(1);
    }

    @Test
    void namesWhatIsMissingAndWhatIsExtra() {
        Comparison comparison = Comparison.of(SALES, List.of(row("a", 1L), row("b", 3L)));

        assertThat(comparison.expected()).isEqualTo(2);
        assertThat(comparison.actual()).isEqualTo(2);
        assertThat(comparison.describe())
                .isEqualTo("table \"lake.shop.sales\" must hold 2 rows and holds 2: 1 missing, 1 extra"
                        + "\n  missing [b, 2]\n  extra   [b, 3]");
    }

    @Test
    void showsOnlyAFewOfManyDifferences() {
        ExpectedTable many = new ExpectedTable(
                "t",
                List.of("n"),
                LongStream.range(0, 100).mapToObj(n -> row(n)).toList());

        Comparison comparison = Comparison.of(many, List.of());

        assertThat(comparison.missing()).isEqualTo(100);
        assertThat(comparison.missingSamples()).hasSize(5);
    }

    @Test
    void seesOneValueInManyTypes() {
        LocalDateTime noon = LocalDateTime.parse("2026-03-14T12:00:00");
        ExpectedTable expected = new ExpectedTable(
                "t",
                List.of("count", "zero", "price", "degrees", "at", "seen", "day", "text", "nothing"),
                List.of(row(
                        3L, 0L, new BigDecimal("1.50"), -7.25, noon, noon, LocalDate.parse("2026-03-14"), "x", null)));

        Comparison comparison = Comparison.of(
                expected,
                List.of(row(
                        3,
                        new BigDecimal("0.00"),
                        new BigDecimal("1.5"),
                        new BigDecimal("-7.250"),
                        OffsetDateTime.parse("2026-03-14T13:00:00+01:00"),
                        Instant.parse("2026-03-14T12:00:00Z"),
                        LocalDate.parse("2026-03-14"),
                        CharBuffer.wrap("x"),
                        null)));

        assertThat(comparison.matches()).as(comparison.describe()).isTrue();
    }

    @Test
    void showsRoundNumbersWithoutAnExponent() {
        ExpectedTable round = new ExpectedTable("t", List.of("n"), List.of(row(80L)));

        assertThat(Comparison.of(round, List.of()).describe()).endsWith("missing [80]");
        assertThat(Comparison.of(round, List.of(row(new BigDecimal("80.00")))).matches())
                .isTrue();
    }

    @Test
    void tellsNullFromEmptyText() {
        ExpectedTable expected = new ExpectedTable("t", List.of("coupon"), List.of(row((Object) null)));

        assertThat(Comparison.of(expected, List.of(row(""))).matches()).isFalse();
    }

    @Test
    void refusesAnExpectedRowOfAnotherWidth() {
        assertThatThrownBy(() -> new ExpectedTable("t", List.of("a", "b"), List.of(row("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("table \"t\" has 2 columns, but a row has 1 values: [x]");
    }
}
