package dev.tidewater.engine.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.produce.ValueEncoding.SchemaSource;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceAvroTest {
    private static final ValueEncoding OWN = new ValueEncoding.Avro(new SchemaSource.OfInput());
    private static final ValueEncoding INFERRED = new ValueEncoding.Avro(new SchemaSource.Inferred());
    private static final Schema ORDER = new Schema.Parser().parse("""
                    {"type":"record","name":"Order","namespace":"shop","fields":[
                      {"name":"id","type":"long"},
                      {"name":"at","type":{"type":"long","logicalType":"timestamp-millis"}},
                      {"name":"note","type":["null","string"],"default":null}]}
                    """);

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void freshBench() {
        bench = new Bench(folder);
    }

    @Test
    void sendsAnAvroFileWithItsOwnSchema() throws IOException {
        ProduceReport report = bench.send(
                bench.file("a.avro", orders(3)),
                request -> request.withValue(OWN)
                        .withKey(new RecordKey(List.of("id"), RecordKey.Encoding.STRING))
                        .withTimestampField("at"));

        assertThat(report.schemaId()).hasValue(41);
        assertThat(bench.registry.schemas).containsEntry("orders-value", ORDER.toString());
        assertThat(bench.sink.keys()).containsExactly("1", "2", "3");
        assertThat(bench.sink.records.get(2).timestamp()).isEqualTo(3000);
        assertThat(decoded(ORDER)).containsExactly(order(1), order(2), order(3));
    }

    @Test
    void sendsAnAvroFileAsJson() throws IOException {
        bench.send(bench.standardInput(orders(1)));

        assertThat(bench.sink.values()).containsExactly("{\"id\":1,\"at\":\"1970-01-01T00:00:01Z\",\"note\":\"n1\"}");
        assertThat(bench.registry.schemas).isEmpty();
    }

    @Test
    void saysAfterWhichRecordAnAvroFileBreaksOff() throws IOException {
        byte[] whole = orders(20_000);

        TidewaterException error = bench.fail(bench.file("a.avro", Arrays.copyOf(whole, whole.length - 100)));

        assertThat(error.code()).isEqualTo(ErrorCode.USAGE);
        assertThat(error.message()).matches("file \".*a.avro\" is not a whole Avro file after record \\d+: .+");
        assertThat(bench.sink.records).isEmpty();
        assertThat(bench.fail(bench.file("b.avro", "no avro at all")).message())
                .endsWith("b.avro\" is not a whole Avro file after record 0: Not an Avro data file.");
    }

    @Test
    void writesJsonByASchemaFile() throws IOException {
        bench.send(
                bench.file(
                        "a.jsonl", "{\"id\":1,\"at\":\"1970-01-01T00:00:01Z\",\"note\":\"n1\"}\n{\"id\":2,\"at\":5}\n"),
                request -> request.withValue(schemaFile()));

        GenericRecord bare = new GenericData.Record(ORDER);
        bare.put("id", 2L);
        bare.put("at", 5L);
        assertThat(decoded(ORDER)).containsExactly(order(1), bare);
    }

    @Test
    void readsCsvCellsAsTheSchemaFileWants() throws IOException {
        bench.send(
                bench.file("a.csv", "id,at,note\n1,1970-01-01 00:00:01,n1\n2,2000,0815\n"),
                request -> request.withValue(schemaFile()));

        GenericRecord second = order(2);
        second.put("note", "0815");
        assertThat(decoded(ORDER)).hasToString(List.of(order(1), second).toString());
    }

    @Test
    void namesRecordAndFieldThatDoNotFitTheSchema() {
        TidewaterException error = bench.fail(
                bench.file("a.jsonl", "{\"id\":1,\"at\":0}\n{\"id\":\"x\",\"at\":0}\n"),
                request -> request.withValue(schemaFile()));

        assertThat(error.message())
                .endsWith("a.jsonl\", record 2 (line 2): field \"id\" is a string,"
                        + " the schema wants a whole number of 64 bits");
        assertThat(bench.registry.schemas).isEmpty();
        assertThat(bench.sink.created).isFalse();
    }

    @Test
    void infersASchemaFromJson() {
        bench.send(
                bench.file(
                        "a.jsonl",
                        "{\"a\":1,\"b\":{\"c\":[\"x\"]},\"n\":null}\n{\"a\":1.5,\"t\":true,\"l\":[1,null]}\n"),
                request -> request.withValue(INFERRED));

        Schema schema = new Schema.Parser().parse(bench.registry.schemas.get("orders-value"));
        assertThat(schema.getFullName()).isEqualTo("orders");
        assertThat(schema.getFields().stream().map(field -> field.name() + " " + field.schema()))
                .containsExactly(
                        "a [\"null\",\"double\"]",
                        "b [\"null\",{\"type\":\"record\",\"name\":\"orders_b\",\"fields\":[{\"name\":\"c\",\"type\":"
                                + "[\"null\",{\"type\":\"array\",\"items\":\"string\"}],\"default\":null}]}]",
                        "n [\"null\",\"string\"]",
                        "t [\"null\",\"boolean\"]",
                        "l [\"null\",{\"type\":\"array\",\"items\":[\"null\",\"long\"]}]");
        assertThat(decoded(schema))
                .hasToString("[{\"a\": 1.0, \"b\": {\"c\": [\"x\"]}, \"n\": null, \"t\": null, \"l\": null},"
                        + " {\"a\": 1.5, \"b\": null, \"n\": null, \"t\": true, \"l\": [1, null]}]");
    }

    @Test
    void infersASchemaFromCsv() {
        bench.send(bench.file("a.csv", "id,price,ok\n1,2.5,true\n2,3,\n"), request -> request.withValue(INFERRED));

        Schema schema = new Schema.Parser().parse(bench.registry.schemas.get("orders-value"));
        assertThat(decoded(schema))
                .hasToString("[{\"id\": 1, \"price\": 2.5, \"ok\": true}, {\"id\": 2, \"price\": 3.0, \"ok\": null}]");
    }

    @Test
    void saysWhereValuesDoNotMix() {
        assertThat(bench.fail(
                                bench.file("a.jsonl", "{\"a\":{\"b\":1}}\n{\"a\":{\"b\":\"x\"}}\n"),
                                request -> request.withValue(INFERRED))
                        .message())
                .endsWith("field \"a.b\" is a whole number in record 1 and a string in record 2");
        assertThat(bench.fail(bench.file("b.jsonl", "{\"first name\":1}\n"), request -> request.withValue(INFERRED))
                        .message())
                .endsWith("record 1 (line 1): field \"first name\" is no Avro name (letters, digits, _)");
        assertThat(bench.sink.created).isFalse();
    }

    @Test
    void refusesToFindASchemaWhereNoneIs() {
        TidewaterException error = bench.fail(bench.file("a.csv", "a\n1\n"), request -> request.withValue(OWN));

        assertThat(error.message()).isEqualTo("a csv file has no schema of its own for Avro values");
        assertThat(error.hint())
                .isEqualTo("name a schema file with --schema FILE.avsc, or derive one with --schema infer");
    }

    @Test
    void refusesASchemaFileThatIsNone() {
        Path broken = bench.file("x.avsc", "{\"type\":\"recrd\"}");

        TidewaterException error = bench.fail(
                bench.file("a.jsonl", "{}\n"),
                request -> request.withValue(new ValueEncoding.Avro(new SchemaSource.OfFile(broken))));

        assertThat(error.message()).startsWith("schema file \"" + broken + "\" is no Avro schema: ");
        assertThat(bench.fail(
                                bench.file("b.jsonl", "{}\n"),
                                request -> request.withValue(
                                        new ValueEncoding.Avro(new SchemaSource.OfFile(folder.resolve("none.avsc")))))
                        .message())
                .endsWith("none.avsc\" cannot be read");
    }

    private ValueEncoding schemaFile() {
        return new ValueEncoding.Avro(new SchemaSource.OfFile(bench.file("order.avsc", ORDER.toString())));
    }

    private List<GenericRecord> decoded(Schema schema) {
        return bench.sink.records.stream()
                .map(record -> decoded(schema, record.value()))
                .toList();
    }

    private static GenericRecord decoded(Schema schema, byte[] value) {
        ByteBuffer framed = ByteBuffer.wrap(value);
        assertThat(framed.get()).isZero();
        assertThat(framed.getInt()).isEqualTo(41);
        try {
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] orders(int count) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(ORDER))) {
            writer.setCodec(CodecFactory.deflateCodec(6)).create(ORDER, out);
            for (int id = 1; id <= count; id++) {
                writer.append(order(id));
            }
        }
        return out.toByteArray();
    }

    private static GenericRecord order(long id) {
        GenericRecord record = new GenericData.Record(ORDER);
        record.put("id", id);
        record.put("at", id * 1000);
        record.put("note", new org.apache.avro.util.Utf8("n" + id));
        return record;
    }

    @Test
    void theSchemaFileOfAnAvroFileMayAddFields() throws IOException {
        Path wider = bench.file(
                "wider.avsc",
                Files.readString(bench.file("order.avsc", ORDER.toString()))
                        .replace(
                                "{\"name\":\"note\"",
                                "{\"name\":\"x\",\"type\":\"int\",\"default\":9},{\"name\":\"note\""));

        bench.send(
                bench.file("a.avro", orders(1)),
                request -> request.withValue(new ValueEncoding.Avro(new SchemaSource.OfFile(wider))));

        assertThat(decoded(new Schema.Parser().parse(Files.readString(wider))))
                .hasToString("[{\"id\": 1, \"at\": 1000, \"x\": 9, \"note\": \"n1\"}]");
    }
}
