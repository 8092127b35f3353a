package dev.tidewater.engine.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.engine.tables.TablePast.NoWayBack;
import dev.tidewater.engine.tables.TablePast.Tail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.apache.iceberg.io.CloseableIterable;
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
                .contains(new Tail("shop.orders", newest, Optional.of(kept), 2, 20, Set.of()));
        assertThat(past.tailOf("shop.payments", LATER)).isEmpty();
        assertThat(past.tailOf("shop.nothing", LATER)).isEmpty();
    }

    @Test
    void takesOutFilesOfJobsAmongThoseOfOthers() throws NoWayBack {
        append("orders", "first");
        append("orders", "second");
        append("orders", "somebody");
        long newest = append("orders", "third");

        Tail tail = tail("orders");
        assertThat(tail).isEqualTo(new Tail("shop.orders", newest, Optional.empty(), 2, 20, LATER));
        append("orders", "somebody");
        past.cutAll(List.of(tail));
        assertThat(files("orders")).containsExactly("0", "2", "4");

        append("orders", "fourth");
        past.cutAll(List.of(tail));
        assertThat(files("orders")).containsExactly("0", "2", "4", "5");
        assertThat(past.tailOf("shop.orders", LATER)).isEmpty();
        assertThat(past.tailOf("shop.orders", Set.of("second", "third", "fourth")))
                .get()
                .satisfies(again -> assertThat(again.records()).isEqualTo(10));
    }

    @Test
    void refusesWhereOthersHaveMergedFilesSince() throws NoWayBack {
        append("orders", "second");
        append("orders", "somebody");
        Tail tail = tail("orders");
        table("orders")
                .newRewrite()
                .rewriteFiles(Set.of(file("0"), file("1")), Set.of(file("merged")))
                .commit();

        String refusal = "table \"shop.orders\" was written by others, too, and files of the pipeline were changed or"
                + " merged since";
        assertThatThrownBy(() -> past.tailOf("shop.orders", LATER))
                .isInstanceOf(NoWayBack.class)
                .hasMessage(refusal);
        assertThatThrownBy(() -> past.cutAll(List.of(tail)))
                .isInstanceOf(NoWayBack.class)
                .hasMessage(refusal);
        assertThat(files("orders")).containsExactly("merged");
    }

    @Test
    void putsFilesBackAmongThoseOfOthers() throws NoWayBack {
        append("orders", "second");
        append("orders", "somebody");
        append("payments", "second");
        List<Tail> tails = List.of(tail("orders"), tail("payments"));
        append("payments", "somebody");

        for (int time = 1; time <= 2; time++) {
            assertThatThrownBy(() -> past.cutAll(tails))
                    .hasMessage("table \"shop.payments\" was written by others, too");
            assertThat(files("orders")).containsExactly("0", "1");
        }
        past.cutAll(List.of(tail("orders")));
        assertThat(files("orders")).containsExactly("1");
    }

    @Test
    void goesBackBehindATableThatItHasEmptiedBefore() throws NoWayBack {
        append("orders", "second");
        past.cutAll(List.of(tail("orders")));
        append("orders", "third");

        Tail tail = tail("orders");
        assertThat(tail.to()).isEmpty();
        past.cutAll(List.of(tail));

        assertThat(files("orders")).isEmpty();
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
        DataFile file = file(Integer.toString(files++));
        table(table).newAppend().appendFile(file).set("flink.job-id", job).commit();
        return newest(table);
    }

    private static DataFile file(String name) {
        return DataFiles.builder(PartitionSpec.unpartitioned())
                .withPath("memory:/" + name + ".parquet")
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(100)
                .withRecordCount(10)
                .build();
    }

    /** Names of those that are in a table now. */
    private List<String> files(String table) {
        try (CloseableIterable<FileScanTask> tasks = table(table).newScan().planFiles()) {
            return StreamSupport.stream(tasks.spliterator(), false)
                    .map(task -> task.file().location().replaceAll("memory:/|\\.parquet", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long newest(String table) {
        return table(table).currentSnapshot().snapshotId();
    }

    private Table table(String name) {
        return catalog.loadTable(TableIdentifier.of("shop", name));
    }
}
