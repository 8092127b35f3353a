package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each kind of operator that {@link ObjectReuse} lets pass and that keeps rows, run with and without. What comes to it are rows
 * with texts, nested rows and arrays that a projection makes in the same objects again and again, and where Flink allows it
 * without a shuffle in between.
 */
class ObjectReuseIT {
    private static final String TABLES = """
            CREATE TABLE n (n BIGINT, ts AS TO_TIMESTAMP_LTZ(n * 1000, 3), WATERMARK FOR ts AS ts - INTERVAL '1' SECOND)
            WITH ('connector' = 'datagen', 'rows-per-second' = '1000000', 'fields.n.kind' = 'sequence',
                'fields.n.start' = '1', 'fields.n.end' = '700');
            CREATE VIEW e AS SELECT n, n % 7 AS k, 'text-' || CAST(n AS STRING) AS t,
                ROW(n, 'nested-' || CAST(n AS STRING)) AS r, ARRAY[n, n + 1] AS a, ts FROM n;
            CREATE VIEW latest AS SELECT k, n, t, r, a, ts FROM
                (SELECT *, ROW_NUMBER() OVER (PARTITION BY k ORDER BY ts DESC) AS nth FROM e) WHERE nth = 1;
            CREATE VIEW per_minute AS SELECT * FROM TABLE(TUMBLE(TABLE e, DESCRIPTOR(ts), INTERVAL '1' MINUTE));
            """;
    private static final Pattern KIND = Pattern.compile("stream-exec-[a-z-]+");

    @TempDir
    private static Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '!',
            value = {
                "group-aggregate # SELECT k, COUNT(*), MAX(t), LAST_VALUE(t), COLLECT(t) FROM e GROUP BY k",
                "deduplicate # SELECT k, MAX('and-' || t), LAST_VALUE(t) FROM latest GROUP BY k",
                "rank # SELECT k, t, nth FROM (SELECT k, 'x-' || t AS t, ROW_NUMBER() OVER (PARTITION BY k ORDER BY n) AS nth"
                        + " FROM latest) WHERE nth <= 3",
                "rank # SELECT * FROM (SELECT k, s, ROW_NUMBER() OVER (ORDER BY s DESC) AS nth FROM (SELECT k, 'x' || MAX(t) AS"
                        + " s FROM e GROUP BY k)) WHERE nth <= 2",
                "over-aggregate # SELECT k, t, r, COUNT(*) OVER w, MAX(t) OVER w FROM e WINDOW w AS (PARTITION BY k ORDER BY ts"
                        + " ROWS BETWEEN 3 PRECEDING AND CURRENT ROW)",
                "join # SELECT l.k, l.t, r.t, r.r FROM e l JOIN (SELECT k, MAX(t) AS t, MAX(n) AS r FROM e GROUP BY k) r"
                        + " ON l.k = r.k AND l.n < 30",
                "interval-join # SELECT l.t, r.t, l.r, r.a FROM e l LEFT JOIN e r ON l.k = r.k AND r.ts BETWEEN l.ts AND l.ts +"
                        + " INTERVAL '15' SECOND",
                "temporal-join # SELECT e.n, e.t, v.r FROM e LEFT JOIN latest FOR SYSTEM_TIME AS OF e.ts AS v ON e.k = v.k",
                "window-deduplicate # SELECT k, t, r FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, k"
                        + " ORDER BY ts) AS nth FROM per_minute) WHERE nth = 1",
                "window-rank # SELECT k, t, r, nth FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end, k"
                        + " ORDER BY n DESC) AS nth FROM per_minute) WHERE nth <= 3",
                "window-join # SELECT l.t, r.r FROM per_minute l JOIN per_minute r ON l.window_start = r.window_start AND"
                        + " l.window_end = r.window_end AND l.n = r.n"
            })
    void changesNothing(String kind, String query) throws Exception {
        assertThat(kinds(query)).as("operators of the query").anyMatch(each -> each.endsWith(kind));
        List<String> without = rows("false", query);

        assertThat(rows("true", query)).isEqualTo(without).hasSizeGreaterThan(1);
    }

    private static Set<String> kinds(String query) {
        TableEnvironment session = session("true");
        session.createTable(
                "nowhere",
                TableDescriptor.forConnector("blackhole")
                        .schema(Schema.newBuilder()
                                .fromResolvedSchema(session.sqlQuery(query).getResolvedSchema())
                                .build())
                        .build());
        StatementSet inserts = session.createStatementSet();
        String plan = inserts.addInsertSql("INSERT INTO nowhere " + query)
                .compilePlan()
                .asJsonString();
        assertThat(ObjectReuse.objection(plan, List.of(), Map.of())).isEmpty();
        return new TreeSet<>(
                KIND.matcher(plan).results().map(MatchResult::group).toList());
    }

    /** What is there when all changes are made. */
    private static List<String> rows(String reuse, String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> changes = session(reuse).executeSql(query).collect()) {
            while (changes.hasNext()) {
                Row row = changes.next();
                boolean isAddition = row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER;
                row.setKind(RowKind.INSERT);
                if (isAddition) {
                    rows.add(row.toString());
                } else {
                    assertThat(rows.remove(row.toString()))
                            .as("%s was there", row)
                            .isTrue();
                }
            }
        }
        rows.sort(Comparator.naturalOrder());
        return rows;
    }

    private static TableEnvironment session(String reuse) {
        TableEnvironment session = Session.streaming(
                Map.of(
                        "pipeline.object-reuse", reuse,
                        "parallelism.default", "1",
                        "state.backend.type", "rocksdb",
                        "state.backend.rocksdb.localdir", folder.toString(),
                        "table.local-time-zone", "UTC"),
                UserClasses.none());
        for (String statement : TABLES.split(";\n")) {
            session.executeSql(statement);
        }
        return session;
    }
}
