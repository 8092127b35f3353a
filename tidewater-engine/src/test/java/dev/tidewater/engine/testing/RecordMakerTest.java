package dev.tidewater.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.engine.sql.PlanTables.Columns;
import dev.tidewater.engine.sql.TopicTable.Column;
import dev.tidewater.model.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Rows of a test as records, in the formats that need no registry to be written. */
class RecordMakerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Columns COLUMNS = new Columns(
            List.of(
                    new Column("id", "INT NOT NULL"),
                    new Column("name", "VARCHAR(2147483647)"),
                    new Column("price", "DECIMAL(10, 2)"),
                    new Column("at", "TIMESTAMP(3)")),
            List.of("id"),
            Optional.empty(),
            Optional.empty());

    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> schemas = new HashMap<>();

    @Test
    void csvIsWrittenWithTheOptionsOfTheTable() {
        Map<String, String> options = Map.of("format", "csv", "csv.field-delimiter", ";", "csv.null-literal", "-");

        List<ProducerRecord<byte[], byte[]>> records =
                make(options, "{\"id\": 1, \"price\": 2.5, \"at\": \"2026-03-01 10:00:00\"}");

        assertThat(text(records.get(0).value())).isEqualTo("1;-;2.50;\"2026-03-01 10:00:00\"");
    }

    @Test
    void jsonIsWrittenAsTheTableReadsTimes() throws IOException {
        String row = "{\"id\": 1, \"at\": \"2026-03-01 10:00:00.5\"}";

        JsonNode flink = json(make(Map.of("format", "json"), row).get(0));
        JsonNode iso = json(make(Map.of("format", "json", "json.timestamp-format.standard", "ISO-8601"), row)
                .get(0));
        JsonNode ours = json(make(Map.of("value.format", "tidewater-json"), row).get(0));

        assertThat(flink.path("at").asText()).isEqualTo("2026-03-01 10:00:00.5");
        assertThat(iso.path("at").asText()).isEqualTo("2026-03-01T10:00:00.5");
        assertThat(ours.path("at").asText()).startsWith("2026-03-01T10:00:00.5");
    }

    @Test
    void rawIsTheBytesOfTheOnlyColumn() {
        Columns number = columns(new Column("value", "BIGINT"));
        Columns bytes = columns(new Column("value", "BYTES"));

        assertThat(make(number, Map.of("value.format", "raw", "value.raw.endianness", "big-endian"), "{\"value\": 258}")
                        .get(0)
                        .value())
                .containsExactly(0, 0, 0, 0, 0, 0, 1, 2);
        assertThat(make(bytes, Map.of("format", "raw"), "{\"value\": \"AQI=\"}")
                        .get(0)
                        .value())
                .containsExactly(1, 2);
    }

    @Test
    void keysAreWrittenAsTheTableReadsThem() throws IOException {
        Map<String, String> options = Map.of(
                "connector", "tidewater-kafka",
                "kind", "upsert",
                "key.format", "raw",
                "key.raw.endianness", "big-endian",
                "key.fields", "key_id",
                "key.fields-prefix", "key_",
                "value.format", "tidewater-json",
                "value.fields-include", "EXCEPT_KEY");
        Columns columns = columns(new Column("key_id", "INT NOT NULL"), new Column("name", "STRING"));

        List<ProducerRecord<byte[], byte[]>> records =
                make(columns, options, "{\"key_id\": 7, \"name\": \"a\"}", "{\"key_id\": 7, \"$op\": \"d\"}");

        assertThat(records.get(0).key()).containsExactly(0, 0, 0, 7);
        assertThat(json(records.get(0))).isEqualTo(JSON.readTree("{\"name\": \"a\"}"));
        assertThat(records.get(1).key()).containsExactly(0, 0, 0, 7);
        assertThat(records.get(1).value()).isNull();
    }

    @Test
    void jsonChangesTellTheRowBeforeInTheFormatOfTheTable() throws IOException {
        Map<String, String> options = Map.of("format", "debezium-json", "debezium-json.schema-include", "true");

        List<ProducerRecord<byte[], byte[]>> records = make(
                options,
                "{\"id\": 1, \"name\": \"a\", \"at\": \"2026-03-01T10:00:00\"}",
                "{\"id\": 1, \"name\": \"b\", \"$op\": \"u\", \"$time\": 5}",
                "{\"id\": 1, \"$op\": \"d\"}");

        JsonNode created = json(records.get(0)).path("payload");
        assertThat(created.path("before").isNull()).isTrue();
        assertThat(created.path("after").path("at").asText()).isEqualTo("2026-03-01 10:00:00");
        JsonNode updated = json(records.get(1)).path("payload");
        assertThat(updated.path("before").path("name").asText()).isEqualTo("a");
        assertThat(updated.path("after").path("name").asText()).isEqualTo("b");
        assertThat(updated.path("source").path("ts_ms").asLong()).isEqualTo(5);
        JsonNode deleted = json(records.get(2)).path("payload");
        assertThat(deleted.path("before").path("name").asText()).isEqualTo("b");
        assertThat(deleted.path("after").isNull()).isTrue();
    }

    @Test
    void avroChangesFillWhatTheEnvelopeOfTheRegistryWants() throws IOException {
        String envelope = """
                {"type": "record", "name": "Envelope", "fields": [
                  {"name": "before", "type": ["null", {"type": "record", "name": "Value", "fields": [
                    {"name": "id", "type": "int"}, {"name": "name", "type": ["null", "string"]}]}]},
                  {"name": "after", "type": ["null", "Value"]},
                  {"name": "source", "type": {"type": "record", "name": "Source", "fields": [
                    {"name": "version", "type": "string"},
                    {"name": "ts_ms", "type": "long"},
                    {"name": "snapshot", "type": ["null", "string"], "default": null},
                    {"name": "lsn", "type": "long"}]}},
                  {"name": "op", "type": "string"}]}
                """;
        schemas.put("-value", envelope);
        Columns columns = columns(new Column("id", "INT NOT NULL"), new Column("name", "STRING"));

        byte[] value = make(
                        columns,
                        Map.of("value.format", "tidewater-debezium-avro"),
                        "{\"id\": 1, \"name\": \"a\", \"$time\": 5}")
                .get(0)
                .value();

        GenericRecord event = avro(envelope, value);
        assertThat(event.get("before")).isNull();
        assertThat(event.get("after")).hasToString("{\"id\": 1, \"name\": \"a\"}");
        assertThat(event.get("op")).hasToString("c");
        assertThat(event.get("source"))
                .hasToString("{\"version\": \"\", \"ts_ms\": 5, \"snapshot\": null, \"lsn\": 0}");
    }

    @Test
    void avroChangesWithoutASchemaGetOneOfTheColumns() throws IOException {
        byte[] value = make(Map.of("format", "debezium-avro-confluent"), "{\"id\": 1, \"$op\": \"r\"}")
                .get(0)
                .value();

        GenericRecord event = avro(schemas.getOrDefault("-value", ""), value);
        assertThat(((GenericRecord) event.get("after")).get("id")).isEqualTo(1);
        assertThat(event.get("op")).hasToString("r");
    }

    @Test
    void whatIsNoChangeOrDoesNotFitIsFoundWithItsPlace() {
        make(Map.of("format", "json"), "{\"id\": 1, \"$op\": \"u\"}");
        make(Map.of("format", "debezium-json"), "{\"id\": 1, \"$op\": \"x\"}");
        make(Map.of("format", "json"), "{\"id\": \"one\"}");

        assertThat(findings)
                .extracting(Finding::message)
                .containsExactly(
                        "topic \"things\" does not tell of changes: its rows are only added",
                        "\"x\" is no change",
                        "column \"id\" is the text \"one\", and the column is INT NOT NULL");
        assertThat(findings).extracting(Finding::line).containsOnly(4);
    }

    @Test
    void aKeyWithoutASchemaIsTheColumnThatItIsReadAs() {
        Map<String, String> options = Map.of(
                "key.format", "raw",
                "key.raw.endianness", "big-endian",
                "key.fields", "$key",
                "value.format", "tidewater-json",
                "value.fields-include", "EXCEPT_KEY");
        Columns columns = columns(new Column("id", "INT"), new Column("$key", "INT"));

        assertThat(make(columns, options, "{\"$key\": 7, \"id\": 1}").get(0).key())
                .containsExactly(0, 0, 0, 7);
        assertThat(make(Map.of("format", "json"), "{\"$key\": \"7\", \"id\": 1}")
                        .get(0)
                        .key())
                .containsExactly('7');
    }

    @Test
    void anUpdateNeedsAKeyToFindTheRowBefore() {
        Columns columns = columns(new Column("id", "INT"));

        make(columns, Map.of("format", "debezium-json"), "{\"id\": 1}", "{\"id\": 1, \"$op\": \"u\"}");

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.message()).startsWith("the row before an update is found by its key");
            assertThat(finding.hint()).isEqualTo("name its columns under topics: things: key:");
        });
    }

    @Test
    void theTimestampIsTheTimeOfTheRowWhereTheSettingsSayWhichThatIs() {
        Map<String, String> options = Map.of("value.format", "tidewater-json", "rowtime.field", "at");

        assertThat(make(options, "{\"id\": 1, \"at\": \"1970-01-01 00:00:01\"}")
                        .get(0)
                        .timestamp())
                .isEqualTo(1_000);
    }

    private List<ProducerRecord<byte[], byte[]>> make(Map<String, String> options, String... rows) {
        return make(COLUMNS, options, rows);
    }

    private List<ProducerRecord<byte[], byte[]>> make(Columns columns, Map<String, String> options, String... rows) {
        ConnectedTable table = new ConnectedTable("c.d.t", options);
        Mark mark = new Mark("t.yaml", 4, 1);
        RecordBytes bytes = new RecordBytes(table, columns, new RecordBytes.Schemas() {
            @Override
            public Optional<RecordBytes.Registered> of(String side) {
                return Optional.ofNullable(schemas.get(side)).map(schema -> new RecordBytes.Registered(schema, 1));
            }

            @Override
            public int register(String side, String schema) {
                schemas.put(side, schema);
                return 1;
            }
        });
        RecordMaker maker = new RecordMaker("token-things", table, columns, TopicSpec.none(mark), bytes, findings);
        return maker
                .make(Arrays.stream(rows)
                        .map(row -> new GivenRow(tree(row), mark, Map.of()))
                        .toList())
                .stream()
                .map(Arrival.Timed::what)
                .toList();
    }

    private static Columns columns(Column... columns) {
        return new Columns(List.of(columns), List.of(), Optional.empty(), Optional.empty());
    }

    private static GenericRecord avro(String schema, byte[] value) throws IOException {
        Schema parsed = new Schema.Parser().parse(schema);
        return new GenericDatumReader<GenericRecord>(parsed)
                .read(null, DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null));
    }

    private static JsonNode json(ProducerRecord<byte[], byte[]> record) {
        return tree(text(record.value()));
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
