package dev.tidewater.engine.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceJsonTest {
    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void freshBench() {
        bench = new Bench(folder);
    }

    @Test
    void sendsTheObjectsOfAnArray() {
        ProduceReport report = bench.send(bench.file("a.json", "[ {\"a\": 1},\n {\"a\":2, \"b\":[ ]} ]\n"));

        assertThat(bench.sink.values()).containsExactly("{\"a\":1}", "{\"a\":2,\"b\":[]}");
        assertThat(report.records()).isEqualTo(2);
        assertThat(report.bytes()).isEqualTo(7 + 14);
        assertThat(report.partitions()).isEqualTo(1);
        assertThat(report.schemaId()).isEmpty();
        assertThat(report.offsets()).containsExactly(new ProduceReport.PartitionOffsets(0, 0, 1, 2));
        assertThat(report.notes()).containsExactly("topic \"orders\" was created with 1 partition");
        assertThat(bench.sink.closed).isTrue();
    }

    @Test
    void readsLinesWithByteOrderMarkCarriageReturnsAndBlankLines() {
        bench.send(bench.file("a.jsonl", "\uFEFF{\"a\":1}\r\n\r\n  \n{\"ä\":2}"));

        assertThat(bench.sink.values()).containsExactly("{\"a\":1}", "{\"ä\":2}");
    }

    @Test
    void readsObjectsThatSpanLines() {
        bench.send(bench.file("a.json", "{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}"));

        assertThat(bench.sink.values()).containsExactly("{\"a\":1}", "{\"a\":2}");
    }

    @Test
    void keepsTheDigitsOfNumbers() {
        bench.send(bench.file("a.jsonl", "{\"a\":1.10,\"b\":12345678901234567890,\"c\":0.1234567890123456789}"));

        assertThat(bench.sink.values())
                .containsExactly("{\"a\":1.10,\"b\":12345678901234567890,\"c\":0.1234567890123456789}");
    }

    @Test
    void readsGzipWhateverTheNameSays() {
        byte[] packed = Bench.gzip("{\"a\":1}\n".getBytes(StandardCharsets.UTF_8));

        bench.send(bench.file("a.jsonl.gz", packed));
        bench.send(bench.file("b.jsonl", packed));
        bench.send(bench.standardInput(packed));

        assertThat(bench.sink.values()).hasSize(3);
    }

    @Test
    void tellsTheFormatOfStandardInputFromItsFirstBytes() {
        bench.send(bench.standardInput(" [{\"a\":1}]"));
        bench.send(bench.standardInput("{\"a\":2}\n{\"a\":3}\n"));

        assertThat(bench.sink.values()).containsExactly("{\"a\":1}", "{\"a\":2}", "{\"a\":3}");
    }

    @Test
    void sendsNothingIfLineSeventeenIsNotJson() {
        TidewaterException error = bench.fail(bench.file("a.jsonl", lines(20, 17)));

        assertThat(error.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(error.message())
                .isEqualTo("file \"" + folder.resolve("a.jsonl")
                        + "\" is not JSON at line 17, column 9: unexpected character ('o' (code 111)):"
                        + " was expecting comma to separate Object entries\n"
                        + "  {\"n\":17 oops}\n"
                        + "          ^");
        assertThat(error.hint()).isEqualTo("nothing was sent; mend the file and run the command again");
        assertThat(error.findings()).isEmpty();
        assertThat(bench.sink.records).isEmpty();
        assertThat(bench.sink.created).isFalse();
    }

    @Test
    void namesLineAndPieceOfABrokenArray() {
        String text = "[\n" + lines(20, 17).strip().replace("}\n", "},\n") + "]";

        TidewaterException error = bench.fail(bench.file("a.json", text));

        assertThat(error.message())
                .contains("is not JSON at line 18, column 9: unexpected character ('o'")
                .endsWith("  {\"n\":17 oops},\n          ^");
        assertThat(bench.sink.records).isEmpty();
    }

    @Test
    void refusesAnArrayThatBreaksOffAndOneThatGoesOn() {
        assertThat(bench.fail(bench.file("a.json", "[{\"a\":1},")).message())
                .contains("is not JSON at line 1, column 10: ");
        assertThat(bench.fail(bench.file("b.json", "[{\"a\":1}")).message()).contains("is not JSON at line 1");
        assertThat(bench.fail(bench.file("c.json", "[{\"a\":1}] {}")).message())
                .contains("there is more behind the end of the array");
        assertThat(bench.sink.records).isEmpty();
    }

    @Test
    void reportsAllFaultyLines() {
        TidewaterException error =
                bench.fail(bench.file("a.jsonl", "{\"a\":1}\n{\"a\":}\n[1]\n{\"a\":2,\"a\":3}\n{} {}\n"));

        assertThat(error.message()).endsWith("a.jsonl\" has 4 faults");
        assertThat(error.findings()).extracting(finding -> finding.line()).containsExactly(2, 3, 4, 5);
        assertThat(error.findings().get(1).message()).isEqualTo("record 3: is an array, not a JSON object");
        assertThat(error.findings().get(0).file())
                .isEqualTo(folder.resolve("a.jsonl").toString());
        assertThat(error.findings().get(0).message())
                .startsWith("not JSON: unexpected character ('}'")
                .endsWith("\n  {\"a\":}\n       ^");
        assertThat(error.findings().get(2).message()).contains("duplicate field 'a'");
    }

    @Test
    void standardInputSaysHowManyRecordsWereSentBeforeTheFault() {
        TidewaterException error = bench.fail(bench.standardInput(lines(20, 17)));

        assertThat(error.message()).startsWith("standard input is not JSON at line 17, column 9: ");
        assertThat(error.hint())
                .isEqualTo("the 16 records before it were sent to topic \"orders\";"
                        + " mend the input and send what follows them");
        assertThat(bench.sink.records).hasSize(16);
    }

    @Test
    void aFaultAtTheBeginningOfStandardInputLeavesNoTopicBehind() {
        TidewaterException error = bench.fail(bench.standardInput("{oops}\n"));

        assertThat(error.message()).startsWith("standard input is not JSON at line 1, column 2: ");
        assertThat(error.hint()).startsWith("nothing was sent");
        assertThat(bench.sink.created).isFalse();
    }

    @Test
    void anEmptyFileIsNoError() {
        for (String name : List.of("a.json", "a.jsonl", "a.csv", "a.avro", "a.parquet", "a.txt")) {
            ProduceReport report = bench.send(bench.file(name, ""));

            assertThat(report.records()).isZero();
            assertThat(report.offsets()).isEmpty();
            assertThat(report.notes())
                    .contains("file \"" + folder.resolve(name) + "\" holds no record, so nothing was sent");
        }
        assertThat(bench.send(bench.file("array.json", "[]")).records()).isZero();
        assertThat(bench.send(bench.file("header.csv", "a,b\n")).records()).isZero();
        assertThat(bench.send(bench.standardInput("")).notes())
                .contains("standard input holds no record, so nothing was sent");
    }

    @Test
    void sendsRawLinesByteForByte() {
        byte[] bytes = {'n', 'o', (byte) 0xff, '\n', '\n', ' ', '\r', '\n', '{'};

        bench.send(bench.file("a.txt", bytes), request -> request.withValue(new ValueEncoding.Raw()));

        assertThat(bench.sink.records.stream().map(record -> Arrays.toString(record.value())))
                .containsExactly("[110, 111, -1]", "[32]", "[123]");
    }

    @Test
    void rawLinesOfJsonMayHaveAKey() {
        bench.send(
                bench.file("a.jsonl", "{ \"id\": 7 }\n"),
                request -> request.withValue(new ValueEncoding.Raw())
                        .withKey(new RecordKey(List.of("id"), RecordKey.Encoding.STRING)));

        assertThat(bench.sink.values()).containsExactly("{ \"id\": 7 }");
        assertThat(bench.sink.keys()).containsExactly("7");
    }

    @Test
    void refusesATruncatedGzipFile() {
        byte[] packed = Bench.gzip(lines(5000, 0).getBytes(StandardCharsets.UTF_8));

        TidewaterException error = bench.fail(bench.file("a.jsonl.gz", Arrays.copyOf(packed, packed.length / 2)));

        assertThat(error.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(error.message())
                .endsWith("a.jsonl.gz\" is not a whole gzip file: Unexpected end of ZLIB input stream");
        assertThat(bench.sink.records).isEmpty();
    }

    @Test
    void sendsOnlyTheFirstRecordsIfSoAsked() {
        bench.send(bench.file("a.jsonl", lines(20, 17)), request -> request.withLimit(3));

        assertThat(bench.sink.values()).containsExactly("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    }

    @Test
    void saysThatAFileIsNotThereAFolderOrOfNoKnownFormat() {
        assertThat(bench.fail(folder.resolve("none.json")).message())
                .isEqualTo("file \"" + folder.resolve("none.json") + "\" does not exist");
        assertThat(bench.fail(folder).message()).isEqualTo("\"" + folder + "\" is a folder, not a file");
        TidewaterException unknown = bench.fail(bench.file("a.bin", "hello"));
        assertThat(unknown.message())
                .isEqualTo("neither name nor first bytes of file \"" + folder.resolve("a.bin") + "\" tell its format");
        assertThat(unknown.hint()).isEqualTo("say it: --format json, jsonl, csv, avro or parquet");
        assertThat(bench.fail(bench.file("a.jsonl", new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0}))
                        .message())
                .isEqualTo("the input is UTF-16 text, only UTF-8 is read");
    }

    /** Numbered objects, one of them broken. */
    private static String lines(int count, int broken) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> "{\"n\":" + n + (n == broken ? " oops" : "") + "}\n")
                .collect(Collectors.joining());
    }
}
