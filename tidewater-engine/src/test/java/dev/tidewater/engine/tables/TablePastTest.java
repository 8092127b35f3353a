package dev.tidewater.engine.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.engine.tables.TablePast.NoWayBack;
import dev.tidewater.engine.tables.TablePast.Tail;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TablePastTest {
    private static final Set<String> LATER = Set.of("second", "third");

    private final InMemoryCatalog catalog = new InMemoryCatalog();
    private final TablePast past = TablePast.of(catalog);

    private int files;

    @BeforeEach
    void createTables() {
        catalog.initialize("lake", Map.of());
        catalog.createNamespace(Namespace.of("shop"));
        for (String name : List.of("orders", "payments")) {
            catalog.createTable(
                    TableIdentifier.of("shop", name),
                    new Schema(Types.NestedField.required(1, "n", Types.IntegerType.get())));
        }
    }

    @Test
    void findsWhatTheLaterJobsHaveWrittenOnTop() throws NoWayBack {
        long kept = append("orders", "first");
        append("orders", "second");
        long newest = append("orders", "third");

        assertThat(past.tailOf("shop.orders", LATER))
                .contains(new Tail("shop.orders", newest, Optional.of(kept), 2, 20));
        assertThat(past.tailOf("shop.payments", LATER)).isEmpty();
        assertThat(past.tailOf("shop.nothing", LATER)).isEmpty();
    }

    @Test
    void refusesWhereOthersHaveWrittenOnTopOrBetween() {
        append("orders", "second");
        append("orders", "somebody");
        append("payments", "second");
        append("payments", "somebody");
        append("payments", "third");

        for (String table : List.of("shop.orders", "shop.payments")) {
            assertThatThrownBy(() -> past.tailOf(table, LATER))
                    .isInstanceOf(NoWayBack.class)
                    .hasMessage("table \"" + table + "\" was written by others, too");
        }
    }

    @Test
    void cutsOnceHoweverOftenItIsAsked() throws NoWayBack {
        long kept = append("orders", "first");
        append("orders", "second");
        append("payments", "second");
        List<Tail> tails = List.of(tail("orders"), tail("payments"));

        past.cutAll(tails);
        long emptied = newest("payments");
        past.cutAll(tails);

        assertThat(newest("orders")).isEqualTo(kept);
        assertThat(newest("payments")).isEqualTo(emptied);
        assertThat(table("payments").currentSnapshot().summary()).containsEntry("total-records", "0");
    }

    @Test
    void leavesAllTablesAsTheyWereIfOneCannotBeCut() throws NoWayBack {
        append("orders", "first");
        long orders = append("orders", "second");
        append("payments", "second");
        List<Tail> tails = List.of(tail("orders"), tail("payments"));
        long others = append("payments", "somebody");

        for (int time = 1; time <= 2; time++) {
            assertThatThrownBy(() -> past.cutAll(tails))
                    .hasMessage("table \"shop.payments\" was written by others, too");
            assertThat(newest("orders")).isEqualTo(orders);
            assertThat(newest("payments")).isEqualTo(others);
        }
    }

    @Test
    void putsRowsBackIntoATableThatItHadEmptied() throws NoWayBack {
        long payments = append("payments", "second");
        append("orders", "second");
        List<Tail> tails = List.of(tail("payments"), tail("orders"));
        append("orders", "somebody");

        assertThatThrownBy(() -> past.cutAll(tails)).isInstanceOf(NoWayBack.class);

        assertThat(newest("payments")).isEqualTo(payments);
    }

    private Tail tail(String table) throws NoWayBack {
        return past.tailOf("shop." + table, LATER).orElseThrow();
    }

    /** Ten rows of a job; returns the snapshot. */
    private long append(String table, String job) {
        DataFile file = DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath("memory:/" + files++ + ".parquet")
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(100)
                .withRecordCount(10)
                .build();
        table(table).newAppend().appendFile(file).set("flink.job-id", job).commit();
        return newest(table);
    }

    private long newest(String table) {
        return table(table).currentSnapshot().snapshotId();
    }

    private Table table(String name) {
        return catalog.loadTable(TableIdentifier.of("shop", name));
    }
}
