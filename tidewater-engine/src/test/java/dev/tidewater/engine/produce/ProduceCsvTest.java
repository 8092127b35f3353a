package dev.tidewater.engine.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceCsvTest {
    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void freshBench() {
        bench = new Bench(folder);
    }

    @Test
    void aColumnIsANumberOnlyIfAllItsCellsAre() {
        bench.send(bench.file(
                "a.csv",
                "i,d,zip,mixed,flag,big,exp,empty\n"
                        + "1,1.50,01234,1,true,12345678901234567890,1e5,\n"
                        + "-20,3,99999,x,false,1,2,\n"
                        + ",,,,,,,\n"));

        assertThat(bench.sink.values())
                .containsExactly(
                        "{\"i\":1,\"d\":1.50,\"zip\":\"01234\",\"mixed\":\"1\",\"flag\":true,"
                                + "\"big\":\"12345678901234567890\",\"exp\":\"1e5\",\"empty\":null}",
                        "{\"i\":-20,\"d\":3,\"zip\":\"99999\",\"mixed\":\"x\",\"flag\":false,"
                                + "\"big\":\"1\",\"exp\":\"2\",\"empty\":null}",
                        "{\"i\":null,\"d\":null,\"zip\":null,\"mixed\":null,\"flag\":null,"
                                + "\"big\":null,\"exp\":null,\"empty\":null}");
    }

    @Test
    void typesThatWereGivenWin() {
        bench.send(
                bench.file("a.csv", "iata,n\n100,007\n"),
                request -> request.withColumnTypes(Map.of("iata", ColumnType.STRING, "n", ColumnType.INTEGER)));

        assertThat(bench.sink.values()).containsExactly("{\"iata\":\"100\",\"n\":7}");
    }

    @Test
    void aCellThatIsNotOfTheGivenTypeIsNamed() {
        TidewaterException error = bench.fail(
                bench.file("a.csv", "id,n\na,1\nb,1.5\n"),
                request -> request.withColumnTypes(Map.of("n", ColumnType.INTEGER)));

        assertThat(error.message())
                .endsWith("a.csv\", record 2 (line 3): column \"n\" is to hold type integer, not \"1.5\"");
        assertThat(bench.sink.records).isEmpty();
    }

    @Test
    void readsQuotedCellsWithLineEndsAndKeepsCountingLines() {
        Path file = bench.file("a.csv", "\uFEFFa,b\r\n\"x\r\ny\",\"say \"\"hi\"\", ok\"\r\n\r\nz,1\r\nonly one\r\n");

        TidewaterException error = bench.fail(file);

        assertThat(error.message()).endsWith("a.csv\", record 3 (line 6): has 1 cell where the header has 2: only one");
        bench.send(file, request -> request.withLimit(2));
        assertThat(bench.sink.values())
                .containsExactly("{\"a\":\"x\\r\\ny\",\"b\":\"say \\\"hi\\\", ok\"}", "{\"a\":\"z\",\"b\":\"1\"}");
    }

    @Test
    void seesSemicolonAndTabInTheHeader() {
        bench.send(bench.file("a.csv", "a;b\n1;\"2,5\"\n"));
        bench.send(bench.file("a.tsv", "a\tb\n1\t2\n"));

        assertThat(bench.sink.values()).containsExactly("{\"a\":1,\"b\":\"2,5\"}", "{\"a\":1,\"b\":2}");
    }

    @Test
    void refusesAQuoteThatIsNeverClosed() {
        TidewaterException error = bench.fail(bench.file("a.csv", "a,b\n1,2\n3,\"open\n5,6\n"));

        assertThat(error.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(error.message()).contains("a.csv\" is not CSV at line ").contains("missing closing quote for value");
        assertThat(bench.sink.records).isEmpty();
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        TidewaterException error =
                bench.fail(bench.file("a.csv", "name\nMüller\n".getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(error.message())
                .endsWith(
                        "a.csv\" is not CSV at line 1: there or up to some thousand bytes later it is not UTF-8 text");
    }

    @Test
    void refusesAHeaderThatCannotNameFields() {
        assertThat(bench.fail(bench.file("a.csv", "a,b,a\n1,2,3\n")).message())
                .endsWith("is not CSV at line 1: the header names column \"a\" twice");
        assertThat(bench.fail(bench.file("b.csv", "a,,c\n1,2,3\n")).message())
                .endsWith("is not CSV at line 1: column 2 of the header has no name");
    }

    @Test
    void aColumnThatIsNotThereIsNoKey() {
        TidewaterException error = bench.fail(
                bench.file("a.csv", "iata,name\nX,Y\n"),
                request -> request.withKey(new RecordKey(List.of("iat"), RecordKey.Encoding.STRING)));

        assertThat(error.message()).endsWith("a.csv\" has no column \"iat\", which the key was asked for");
        assertThat(error.hint()).isEqualTo("its columns are: iata, name");
    }

    @Test
    void infersTypesFromStandardInputToo() {
        bench.send(bench.standardInput("a,b\n1,2\n3,x\n"), request -> request.withFormat(InputFormat.CSV));

        assertThat(bench.sink.values()).containsExactly("{\"a\":1,\"b\":\"2\"}", "{\"a\":3,\"b\":\"x\"}");
    }

    @Test
    void refusesColumnTypesForOtherFormats() {
        TidewaterException error = bench.fail(
                bench.file("a.jsonl", "{}\n"), request -> request.withColumnTypes(Map.of("a", ColumnType.STRING)));

        assertThat(error.message()).isEqualTo("column types are for CSV, and the input is jsonl");
    }

    @Test
    void aSingleColumnWillDo() {
        bench.send(bench.file("a.csv", "a\n1\n\n2\n"));

        assertThat(bench.sink.values()).containsExactly("{\"a\":1}", "{\"a\":2}");
    }
}
