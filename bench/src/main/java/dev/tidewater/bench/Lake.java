package dev.tidewater.bench;

import dev.tidewater.bench.Work.Expected;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.engine.tables.LakeNamespaces;
import dev.tidewater.engine.tables.LakeReader;
import dev.tidewater.engine.tables.LakeTable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.iceberg.expressions.Expressions;

/** What a run has left in the lake, seen by Iceberg's own reader. */
final class Lake implements AutoCloseable {
    static final String TABLE = "output";
    /** Where our pipelines put records that they cannot decode, and rows that are late. */
    private static final List<String> LEFT_OVERS = List.of("dead", "late");

    private final LakeReader reader;
    private final LakeNamespaces namespaces;

    Lake(Endpoints endpoints) {
        this.reader = new LakeReader(endpoints);
        this.namespaces = new LakeNamespaces(endpoints);
    }

    /** What a table holds. */
    record Contents(long rows, long sum, long bytes, long commits) {
        /** What is wrong with it; nothing if nothing is. */
        Optional<String> fault(Expected expected) {
            if (rows != expected.rows()) {
                return Optional.of(String.format(Locale.ROOT, "%,d rows instead of %,d", rows, expected.rows()));
            }
            return sum == expected.sum()
                    ? Optional.empty()
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "the sum of %s is %,d instead of %,d",
                            expected.column(),
                            sum,
                            expected.sum()));
        }
    }

    Contents contents(String namespace, String column) {
        Optional<LakeTable> found = reader.table(namespace, TABLE);
        if (found.isEmpty()) {
            return new Contents(0, 0, 0, 0);
        }
        LakeTable table = found.get();
        long[] totals = new long[2];
        table.scan(List.of(column), Expressions.alwaysTrue(), row -> {
            totals[0]++;
            totals[1] += whole(row.getField(column));
        });
        return new Contents(totals[0], totals[1], table.fileBytes(), table.commits());
    }

    private static long whole(Object value) {
        return value instanceof BigDecimal decimal
                ? decimal.unscaledValue().longValueExact()
                : ((Number) value).longValue();
    }

    void forget(String namespace) {
        namespaces.drop(namespace);
        LEFT_OVERS.forEach(namespaces::drop);
    }

    @Override
    public void close() {
        reader.close();
        namespaces.close();
    }
}
