package dev.tidewater.examples;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table differ from those it must hold. Rows are multisets: their order means nothing, and a row that
 * is there once too often is extra. Numbers are equal if their values are, whatever their type and scale; instants and
 * timestamps with an offset count as UTC.
 *
 * @param missing rows that are expected and not there, repetitions included
 * @param extra rows that are there and not expected, repetitions included
 * @param missingSamples the first few of the missing rows
 * @param extraSamples the first few of the extra rows
 */
public record Comparison(
        String table,
        long expected,
        long actual,
        long missing,
        long extra,
        List<List<@Nullable Object>> missingSamples,
        List<List<@Nullable Object>> extraSamples) {

    private static final int SAMPLES = 5;

    public Comparison {
        missingSamples = List.copyOf(missingSamples);
        extraSamples = List.copyOf(extraSamples);
    }

    /** @param actual the rows found, their values in the order of the expected columns */
    public static Comparison of(ExpectedTable expected, List<? extends List<? extends @Nullable Object>> actual) {
        Map<List<@Nullable Object>, Integer> balance = new LinkedHashMap<>();
        expected.rows().forEach(row -> balance.merge(canonical(row), 1, Integer::sum));
        actual.forEach(row -> balance.merge(canonical(row), -1, Integer::sum));

        long missing = 0;
        long extra = 0;
        List<List<@Nullable Object>> missingSamples = new ArrayList<>();
        List<List<@Nullable Object>> extraSamples = new ArrayList<>();
        for (Map.Entry<List<@Nullable Object>, Integer> entry : balance.entrySet()) {
            int surplus = entry.getValue();
            if (surplus > 0) {
                missing += surplus;
                sample(missingSamples, entry.getKey());
            } else if (surplus < 0) {
                extra -= surplus;
                sample(extraSamples, entry.getKey());
            }
        }
        return new Comparison(
                expected.name(), expected.rows().size(), actual.size(), missing, extra, missingSamples, extraSamples);
    }

    public boolean matches() {
        return missing == 0 && extra == 0;
    }

    /** One line when the table is right; else the counts and a few of the rows that differ. */
    public String describe() {
        if (matches()) {
            return "table \"" + table + "\" holds exactly the " + expected + " rows it must";
        }
        StringBuilder text = new StringBuilder("table \"" + table + "\" must hold " + expected + " rows and holds "
                + actual + ": " + missing + " missing, " + extra + " extra");
        missingSamples.forEach(row -> text.append("\n  missing ").append(row));
        extraSamples.forEach(row -> text.append("\n  extra   ").append(row));
        return text.toString();
    }

    private static void sample(List<List<@Nullable Object>> samples, List<@Nullable Object> row) {
        if (samples.size() < SAMPLES) {
            samples.add(row);
        }
    }

    private static List<@Nullable Object> canonical(List<? extends @Nullable Object> row) {
        List<@Nullable Object> values = new ArrayList<>(row.size());
        row.forEach(value -> values.add(canonical(value)));
        return values;
    }

    private static @Nullable Object canonical(@Nullable Object value) {
        if (value instanceof BigDecimal number) {
            return plain(number);
        }
        if (value instanceof BigInteger number) {
            return plain(new BigDecimal(number));
        }
        if (value instanceof Number number) {
            return canonicalNumber(number);
        }
        if (value instanceof Instant instant) {
            return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        if (value instanceof OffsetDateTime moment) {
            return moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
        }
        if (value instanceof Timestamp timestamp) {
            return timestamp.toLocalDateTime();
        }
        if (value instanceof Date date) {
            return date.toLocalDate();
        }
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        return value;
    }

    /** NaN and the infinities have no decimal form and stand for themselves. */
    private static Object canonicalNumber(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return Double.isFinite(number.doubleValue()) ? plain(new BigDecimal(number.toString())) : number.toString();
        }
        return plain(BigDecimal.valueOf(number.longValue()));
    }

    /** Equal numbers get one scale, and none is shown with an exponent. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
