package dev.tidewater.engine.produce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.produce.ValueEncoding.SchemaSource;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProduceParquetTest {
    private static final Schema TRIP = new Schema.Parser().parse("""
                    {"type":"record","name":"Trip","fields":[
                      {"name":"id","type":"long"},
                      {"name":"at","type":{"type":"long","logicalType":"timestamp-micros"}},
                      {"name":"fare","type":["null",{"type":"bytes","logicalType":"decimal","precision":8,"scale":2}]},
                      {"name":"kind","type":{"type":"enum","name":"Kind","symbols":["BUS","TRAM"]}},
                      {"name":"stops","type":{"type":"array","items":"string"}}]}
                    """);
    private static final String FIRST =
            "{\"id\":1,\"at\":\"1970-01-01T00:00:01.000001Z\",\"fare\":2.50,\"kind\":\"TRAM\",\"stops\":[\"a\",\"b\"]}";

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void freshBench() {
        bench = new Bench(folder);
    }

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD"})
    void sendsWhatAvroWroteInEveryUsualCodec(CompressionCodecName codec) throws IOException {
        bench.send(trips(codec, 2));

        assertThat(bench.sink.values()).hasSize(2).startsWith(FIRST);
    }

    @Test
    void sendsAvroValuesOfItsOwnSchema() throws IOException {
        bench.send(
                trips(CompressionCodecName.SNAPPY, 2),
                request -> request.withValue(new ValueEncoding.Avro(new SchemaSource.OfInput()))
                        .withKey(new RecordKey(List.of("id"), RecordKey.Encoding.JSON)));

        assertThat(bench.registry.schemas).containsEntry("orders-value", TRIP.toString());
        assertThat(bench.sink.keys()).containsExactly("{\"id\":1}", "{\"id\":2}");
        assertThat(ByteBuffer.wrap(bench.sink.records.get(0).value()).getInt(1)).isEqualTo(41);
    }

    @Test
    void readsCompressedFilesAndStandardInputThroughATemporaryFile() throws IOException {
        byte[] bytes = Files.readAllBytes(trips(CompressionCodecName.SNAPPY, 1));

        bench.send(bench.file("t.parquet.gz", Bench.gzip(bytes)));
        bench.send(bench.standardInput(bytes));

        assertThat(bench.sink.values()).containsExactly(FIRST, FIRST);
    }

    @Test
    void readsStandardListsAndMapsOfOtherWriters() throws IOException {
        MessageType type = MessageTypeParser.parseMessageType("""
                message spark_schema {
                  optional int32 day (DATE);
                  optional group tags (LIST) { repeated group list { optional binary element (UTF8); } }
                  optional group props (MAP) { repeated group key_value { required binary key (UTF8); optional int32 value; } }
                  optional group at { optional int64 ms (TIMESTAMP(MILLIS,false)); }
                  optional fixed_len_byte_array(16) uid (UUID);
                }
                """);
        Path file = folder.resolve("s.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(type)
                .build()) {
            Group row = new SimpleGroupFactory(type).newGroup();
            row.add("day", 1);
            row.addGroup("tags").addGroup("list").add("element", "x");
            Group entry = row.addGroup("props").addGroup("key_value");
            entry.add("key", "k");
            entry.add("value", 5);
            row.addGroup("at").add("ms", 1000L);
            row.add("uid", Binary.fromConstantByteArray(new byte[16]));
            writer.write(row);
        }

        bench.send(file);

        assertThat(bench.sink.values())
                .containsExactly("{\"day\":\"1970-01-02\",\"tags\":[\"x\"],\"props\":{\"k\":5},"
                        + "\"at\":{\"ms\":\"1970-01-01T00:00:01\"},\"uid\":\"00000000-0000-0000-0000-000000000000\"}");
    }

    @Test
    void saysWhatToDoAboutOldTimestamps() throws IOException {
        Path file = folder.resolve("i.parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(MessageTypeParser.parseMessageType("message m { required int96 at; }"))
                .build()) {
            assertThat(writer).isNotNull();
        }

        assertThat(bench.fail(file).message())
                .endsWith("it has timestamps of the deprecated type INT96; write them as TIMESTAMP_MICROS");
    }

    @Test
    void refusesAFileThatIsNotWhole() throws IOException {
        byte[] bytes = Files.readAllBytes(trips(CompressionCodecName.SNAPPY, 1));

        TidewaterException error = bench.fail(bench.file("h.parquet", Arrays.copyOf(bytes, bytes.length - 10)));

        assertThat(error.message())
                .startsWith("file \"" + folder.resolve("h.parquet") + "\" is not a whole Parquet file");
        assertThat(bench.fail(bench.file("n.parquet", "no parquet at all")).message())
                .startsWith("file \"" + folder.resolve("n.parquet") + "\" is not a whole Parquet file");
    }

    private Path trips(CompressionCodecName codec, int count) throws IOException {
        Path file = folder.resolve("trips-" + codec + ".parquet");
        try (ParquetWriter<GenericRecord> writer = AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withDataModel(GenericData.get())
                .withSchema(TRIP)
                .withCompressionCodec(codec)
                .build()) {
            for (int id = 1; id <= count; id++) {
                GenericRecord trip = new GenericData.Record(TRIP);
                trip.put("id", (long) id);
                trip.put("at", id * 1_000_001L);
                trip.put("fare", ByteBuffer.wrap(new byte[] {0, (byte) 250}));
                trip.put(
                        "kind", new GenericData.EnumSymbol(TRIP.getField("kind").schema(), "TRAM"));
                trip.put("stops", List.of("a", "b"));
                writer.write(trip);
            }
        }
        return file;
    }
}
