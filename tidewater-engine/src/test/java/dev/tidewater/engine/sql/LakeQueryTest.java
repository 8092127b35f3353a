package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.nio.file.Path;
import org.apache.flink.table.api.TableEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With Flink's planner over a lake in a folder; nothing is run. */
class LakeQueryTest {
    @TempDir
    private static Path warehouse;

    private static LakeQuery lake;

    @BeforeAll
    static void fillLake() {
        SessionConfig config = FolderLake.session(warehouse);
        TableEnvironment environment = Session.inFlink(() -> Session.batch(config, UserClasses.none()));
        for (String statement : new String[] {
            "CREATE DATABASE lake.shop",
            "CREATE TABLE lake.shop.orders_enriched (id BIGINT, ts TIMESTAMP(6))",
            "CREATE TABLE lake.shop.revenue (category STRING)",
            "CREATE DATABASE lake.tides",
            "CREATE TABLE lake.tides.levels (gauge STRING)"
        }) {
            Session.inFlink(() -> environment.executeSql(statement));
        }
        lake = new LakeQuery(config);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM lake.shop.orders_enriched$files",
                "SELECT * FROM shop.orders_enriched$snapshots",
                "SELECT s.snapshot_id FROM shop.orders_enriched$snapshots AS s",
                "SELECT o.id FROM shop.orders_enriched o JOIN lake.shop.orders_enriched$snapshots s ON o.ts = s.committed_at",
                "SELECT COUNT(*) FROM (SELECT file_path FROM shop.orders_enriched$files)",
                "SELECT id FROM shop.orders_enriched WHERE id IN (SELECT snapshot_id FROM shop.orders_enriched$history)",
                "SELECT f.file_path FROM shop.orders_enriched$files f, shop.orders_enriched$snapshots",
                "SELECT orders_enriched$files.file_path FROM shop.orders_enriched$files",
                "WITH f AS (SELECT * FROM shop.revenue$partitions) SELECT * FROM f",
                "SELECT * FROM shop.`orders_enriched$manifests`"
            })
    void readsWhatStandsBesideATableWithoutBackquotes(String query) {
        assertThat(lake.run("EXPLAIN " + query, 10).rows()).isNotEmpty();
    }

    @Test
    void describesWhatStandsBesideATable() {
        assertThat(lake.run("DESCRIBE shop.orders_enriched$files", 100).rows().toString())
                .contains("file_path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM shop.order_enriched | 1:15 table \"shop.order_enriched\" does not exist | did you mean"
                        + " \"shop.orders_enriched\"? database \"shop\" holds: orders_enriched, revenue",
                "SELECT * FROM lake.shop.order_enriched | 1:15 table \"lake.shop.order_enriched\" does not exist | did you"
                        + " mean \"lake.shop.orders_enriched\"? database \"shop\" holds: orders_enriched, revenue",
                "SELECT * FROM lak.shop.revenue | 1:15 table \"lak.shop.revenue\" does not exist | did you mean"
                        + " \"lake.shop.revenue\"? database \"shop\" holds: orders_enriched, revenue",
                "SELECT * FROM shp.revenue | 1:15 table \"shp.revenue\" does not exist | did you mean \"shop.revenue\"? the"
                        + " lake holds: shop.orders_enriched, shop.revenue, tides.levels",
                "SELECT * FROM tides.revenue | 1:15 table \"tides.revenue\" does not exist | did you mean \"shop.revenue\"?"
                        + " database \"tides\" holds: levels",
                "SELECT * FROM revenue | 1:15 table \"revenue\" does not exist | did you mean \"shop.revenue\"? the lake"
                        + " holds: shop.orders_enriched, shop.revenue, tides.levels",
                "SELECT * FROM nothing_like_it | 1:15 table \"nothing_like_it\" does not exist | the lake holds:"
                        + " shop.orders_enriched, shop.revenue, tides.levels",
                "SELECT * FROM shop.order_enriched$files | 1:15 table \"shop.order_enriched$files\" does not exist | did"
                        + " you mean \"shop.orders_enriched$files\"? database \"shop\" holds: orders_enriched, revenue",
                "SELECT * FROM shop.revenue$snapshot | 1:15 table \"shop.revenue\" has no \"$snapshot\" beside it | did you"
                        + " mean \"$snapshots\"? there are $snapshots, $files, $history, $partitions, $manifests",
                "DESCRIBE shop.revenu | 1:10 table \"shop.revenu\" does not exist | did you mean \"shop.revenue\"? database"
                        + " \"shop\" holds: orders_enriched, revenue",
                "SHOW CREATE TABLE shop.revenu | 1:19 table \"shop.revenu\" does not exist | did you mean"
                        + " \"shop.revenue\"? database \"shop\" holds: orders_enriched, revenue",
                "SHOW TABLES IN lake.shp | 1:16 database \"shp\" does not exist | did you mean \"shop\"? the lake's"
                        + " databases: shop, tides",
                "SHOW TABLES | 1:1 name the database | SHOW TABLES IN shop; there are: shop, tides"
            })
    void saysWhatIsThereInsteadOfAMisspeltName(String query, String fault, String hint) {
        Finding finding = refusal(query).findings().get(0);

        assertThat("%d:%d %s".formatted(finding.line(), finding.column(), finding.message()))
                .isEqualTo(fault);
        assertThat(finding.hint()).isEqualTo(hint);
    }

    @ParameterizedTest
    @CsvSource({
        "SELECT * FORM shop.revenue, FROM",
        "SELECT category FORM shop.revenue, FROM",
        "SELECT * FRMO shop.revenue, FROM",
        "SELECT * FROM shop.revenue WHER category = 'x', WHERE",
        "SELECT * FROM shop.revenue WEHRE category = 'x', WHERE",
        "SELECT COUNT(*) FROM shop.revenue GRUOP BY category, GROUP",
        "SELECT * FROM shop.revenue ODER BY category, ORDER",
        "SELECT * FROM shop.revenue LIMT 1, LIMIT",
        "SELECT * FROM shop.revenue a JION shop.revenue b ON a.category = b.category, JOIN",
        "SELECT * FROM shop.revenue WHERE category = 'x' ADN category = 'y', AND",
        "SELECT COUNT(*) FROM shop.revenue GROUP BY category HAVIN COUNT(*) > 1, HAVING"
    })
    void proposesTheKeywordThatWasMeant(String query, String keyword) {
        TidewaterException refusal = refusal(query);

        assertThat(refusal.message()).isEqualTo("the query has an error");
        assertThat(refusal.findings().get(0).hint()).startsWith("did you mean " + keyword);
    }

    @Test
    void refusesWhatDoesNotAnswerWithRows() {
        TidewaterException refusal = refusal("DROP TABLE shop.revenue");

        assertThat(refusal.code()).isEqualTo(ErrorCode.BROKEN_SCRIPT);
        assertThat(refusal.message()).isEqualTo("this statement does not answer with rows");
    }

    private static TidewaterException refusal(String query) {
        return catchThrowableOfType(TidewaterException.class, () -> lake.run(query, 10));
    }
}
