package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicTableTest {
    @Test
    void takesTheSettingsOutOfTheComment() {
        TopicTable table = TopicTable.of(
                "topic \"t\", 1 partition, append; value: Avro, subject \"t-value\" version 1; key: bytes;"
                        + " column.order = b;a; watermark.tolerance = 10 s",
                List.of());

        assertThat(table.description())
                .isEqualTo("topic \"t\", 1 partition, append; value: Avro, subject \"t-value\" version 1; key: bytes");
        assertThat(table.settings()).isEqualTo(Map.of("column.order", "b;a", "watermark.tolerance", "10 s"));
        assertThat(TopicTable.of("topic \"t\", 1 partition", List.of()).settings())
                .isEmpty();
    }
}
