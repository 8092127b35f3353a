package dev.tidewater.flink.formats.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.UserCodeClassLoader;
import org.junit.jupiter.api.Test;

class DebeziumJsonTest {
    private static final RowType USERS = (RowType) DataTypes.ROW(
                    DataTypes.FIELD("id", DataTypes.BIGINT().notNull()),
                    DataTypes.FIELD("name", DataTypes.STRING()),
                    DataTypes.FIELD("born", DataTypes.DATE()))
            .notNull()
            .getLogicalType();
    private static final String SCHEMA = """
            {"type":"object","properties":{
              "id":{"type":"integer"},"name":{"type":"string"},
              "born":{"type":"integer","title":"org.apache.kafka.connect.data.Date"}},
             "required":["id"]}""";
    private static final String ANN = "{\"id\":1,\"name\":\"Ann\",\"born\":19754,\"more\":true}";
    private static final String ANNA = "{\"id\":1,\"name\":\"Anna\",\"born\":null}";

    @Test
    void readsChangesBareAndWithTheirSchema() throws IOException {
        for (String wrapping : new String[] {"%s", "{\"schema\":{\"type\":\"struct\",\"fields\":[]},\"payload\":%s}"}) {
            assertThat(changes(wrapping.formatted(event("null", ANN, "c"))))
                    .containsExactly(row(RowKind.INSERT, "Ann"));
            assertThat(changes(wrapping.formatted(event("null", ANN, "r"))))
                    .containsExactly(row(RowKind.INSERT, "Ann"));
            assertThat(changes(wrapping.formatted(event(ANN, ANNA, "u"))))
                    .containsExactly(row(RowKind.UPDATE_BEFORE, "Ann"), row(RowKind.UPDATE_AFTER, "Anna"));
            assertThat(changes(wrapping.formatted(event(ANNA, "null", "d"))))
                    .containsExactly(row(RowKind.DELETE, "Anna"));
        }
    }

    @Test
    void saysWhatIsWrongWithAChange() {
        refuses(event("null", ANN, "x"), "field \"op\": the change is neither a creation");
        refuses(event("null", ANNA, "u"), "with PostgreSQL: ALTER TABLE … REPLICA IDENTITY FULL");
        refuses("{\"after\":" + ANN + "}", "field \"op\": the value is null");
        refuses("{\"payload\":{\"after\":" + ANN + "}}", "field \"payload.op\": the value is null");
        refuses(event("null", "{\"id\":true}", "c"), "field \"after.id\": the column does not take such a value");
        refuses(
                event("null", "{\"id\":1,\"born\":\"yesterday\"}", "c"),
                "a record of topic \"users\" cannot be decoded: field \"after.born\"");
    }

    /** The name and the time of the change; the other columns are looked over. */
    private static List<RowData> changes(String json) throws IOException {
        RecordFormat format = new RecordFormat("", "users", "", null, RecordLayout.RECORD, SCHEMA);
        DebeziumDeserialization deserialization = new DebeziumDeserialization(
                format, JsonCodec.CHANGES, USERS, new int[][] {{1}}, 1, InternalTypeInfo.of(USERS));
        deserialization.open(new NoContext());
        List<RowData> changes = new ArrayList<>();
        deserialization.deserialize(json.getBytes(StandardCharsets.UTF_8), new ListCollector<>(changes));
        deserialization.deserialize(null, new ListCollector<>(changes));
        return changes;
    }

    private static void refuses(String json, String message) {
        assertThatThrownBy(() -> changes(json))
                .isInstanceOf(BadRecordException.class)
                .hasMessageContaining(message);
    }

    private static RowData row(RowKind kind, String name) {
        GenericRowData row = GenericRowData.of(StringData.fromString(name), TimestampData.fromEpochMillis(1_000));
        row.setRowKind(kind);
        return row;
    }

    private static String event(String before, String after, String op) {
        return "{\"before\":" + before + ",\"after\":" + after
                + ",\"source\":{\"version\":\"3\",\"ts_ms\":1000},\"op\":\"" + op + "\",\"ts_ms\":1050}";
    }

    private static final class NoContext implements DeserializationSchema.InitializationContext {
        @Override
        public MetricGroup getMetricGroup() {
            throw new UnsupportedOperationException();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
            throw new UnsupportedOperationException();
        }
    }
}
