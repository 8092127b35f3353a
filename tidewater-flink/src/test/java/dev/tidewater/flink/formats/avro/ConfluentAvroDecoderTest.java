package dev.tidewater.flink.formats.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.flink.formats.DecodeException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;

class ConfluentAvroDecoderTest {
    private static final RowType TABLE = (RowType) DataTypes.ROW(
                    DataTypes.FIELD("id", DataTypes.BIGINT().notNull()), DataTypes.FIELD("note", DataTypes.STRING()))
            .getLogicalType();

    private static final Map<Integer, String> SCHEMAS = Map.of(
            1, record("{'name':'id','type':'int'}"),
            2, record("{'name':'note','type':'string'},{'name':'id','type':'long'}"),
            3, record("{'name':'id','type':'string'}"));

    private final ConfluentAvroDecoder decoder = new ConfluentAvroDecoder(
            AvroDecoding.of(TABLE),
            id -> Optional.ofNullable(SCHEMAS.get(id)),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void readsEachRecordWithItsOwnSchema() throws DecodeException, IOException {
        assertThat(decoder.decode(new byte[] {0, 0, 0, 0, 1, 14})).isEqualTo(GenericRowData.of(7L, null));
        assertThat(decoder.decode(new byte[] {0, 0, 0, 0, 2, 2, 'x', 16}))
                .isEqualTo(GenericRowData.of(8L, StringData.fromString("x")));
        assertThat(decoder.decode(new byte[] {0, 0, 0, 0, 1, 14})).isEqualTo(GenericRowData.of(7L, null));
    }

    @Test
    void countsBytesFromTheStartOfTheKafkaValue() {
        refuses("field \"id\": the record ends before the value does (truncated at byte 5)", 0, 0, 0, 0, 1);
    }

    @Test
    void refusesWhatNamesNoSchema() {
        refuses("the record is shorter than the five bytes that name its schema (too-short at byte 4)", 0, 0, 0, 0);
        refuses("the record is shorter than the five bytes that name its schema (too-short at byte 0)");
        refuses("the first byte is not 0, so no schema id follows (bad-magic at byte 0)", '{', 0, 0, 0, 1);
        refuses("the registry has no schema of the record's id: id 9 (unknown-schema at byte 1)", 0, 0, 0, 0, 9);
    }

    @Test
    void refusesASchemaThatDoesNotFitTheTable() {
        refuses(
                "the record's schema does not fit the table: field \"id\": Avro's string cannot be read as"
                        + " BIGINT NOT NULL (incompatible-schema at byte 1)",
                0,
                0,
                0,
                0,
                3,
                0);
    }

    private void refuses(String message, int... value) {
        byte[] bytes = new byte[value.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) value[i];
        }
        assertThatThrownBy(() -> decoder.decode(bytes))
                .isInstanceOf(DecodeException.class)
                .hasMessage(message);
    }

    private static String record(String fields) {
        return "{'type':'record','name':'R','fields':[%s]}".formatted(fields).replace('\'', '"');
    }
}
