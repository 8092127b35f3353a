package dev.tidewater.flink.formats.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.flink.formats.ConfluentFraming;
import dev.tidewater.flink.formats.DecodeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class ConfluentJsonDecoderTest {
    private static final RowType TABLE = (RowType) DataTypes.ROW(
                    DataTypes.FIELD("id", DataTypes.BIGINT().notNull()),
                    DataTypes.FIELD("at", DataTypes.TIMESTAMP_LTZ(3)))
            .getLogicalType();

    private static final Map<Integer, String> SCHEMAS = Map.of(
            1, "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"integer\"}}}",
            2,
                    "{\"type\":\"object\",\"properties\":{\"at\":{\"type\":\"integer\","
                            + "\"title\":\"org.apache.kafka.connect.data.Timestamp\"},\"id\":{\"type\":\"integer\"}}}",
            3, "{\"$ref\":\"other.json\"}");

    private final ConfluentJsonDecoder decoder = new ConfluentJsonDecoder(
            JsonDecoding.of(TABLE),
            id -> Optional.ofNullable(SCHEMAS.get(id)),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void readsEachRecordAsItsOwnSchemaSays() throws DecodeException, IOException {
        GenericRowData noon = GenericRowData.of(7L, TimestampData.fromEpochMillis(1_000));

        assertThat(decoder.decode(record(1, "{\"id\":7,\"at\":\"1970-01-01T00:00:01Z\"}")))
                .isEqualTo(noon);
        assertThat(decoder.decode(record(2, "{\"id\":7,\"at\":1000}"))).isEqualTo(noon);
        assertThat(decoder.decode(record(3, "{\"id\":7}"))).isEqualTo(GenericRowData.of(7L, null));
    }

    @Test
    void refusesWhatNamesNoSchema() {
        refuses(
                record(1, "{\"id\":7,\"at\":1000}"),
                "field \"at\": the column does not take such a value: a number where a timestamp is expected"
                        + " (wrong-type at byte 18)");
        refuses(record(9, "{}"), "the registry has no schema of the record's id: id 9 (unknown-schema at byte 1)");
        refuses(
                new byte[] {0, 0},
                "the record is shorter than the five bytes that name its schema (too-short at byte 2)");
        refuses(
                "{\"id\":7}".getBytes(StandardCharsets.UTF_8),
                "the first byte is not 0, so no schema id follows: it is JSON without one, which 'value.format' = 'json'"
                        + " reads (bad-magic at byte 0)");
    }

    private void refuses(byte[] record, String message) {
        assertThatThrownBy(() -> decoder.decode(record))
                .isInstanceOf(DecodeException.class)
                .hasMessage(message);
    }

    private static byte[] record(int id, String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        byte[] record = new byte[ConfluentFraming.SIZE + text.length];
        System.arraycopy(text, 0, record, ConfluentFraming.SIZE, text.length);
        ConfluentFraming.write(id, record);
        return record;
    }
}
