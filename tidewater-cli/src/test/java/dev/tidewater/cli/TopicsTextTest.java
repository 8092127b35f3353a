package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.deploy.PipelineStatus.State;
import dev.tidewater.engine.deploy.TopicDetails;
import dev.tidewater.engine.deploy.TopicDetails.Partition;
import dev.tidewater.engine.deploy.TopicReport;
import dev.tidewater.engine.deploy.TopicReport.Reader;
import dev.tidewater.engine.deploy.TopicReport.Schema;
import dev.tidewater.engine.json.Json;
import dev.tidewater.engine.sql.TopicTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopicsTextTest {
    private static final TopicReport ORDERS = new TopicReport(
            "orders",
            2,
            12_345,
            Optional.of(new Schema(Schema.Type.AVRO, 3)),
            List.of(
                    new Reader("hourly", State.RUNNING, Optional.of(1_200L)),
                    new Reader("daily", State.STOPPED, Optional.empty())),
            List.of("clean"),
            7,
            0);
    private static final TopicReport LINES = new TopicReport(
            "lines",
            1,
            0,
            Optional.empty(),
            List.of(new Reader("new", State.RUNNING, Optional.empty())),
            List.of(),
            0,
            0);

    @Test
    void listsTopics() {
        assertThat(TopicsText.list(List.of(LINES, ORDERS))).isEqualTo("""
                TOPIC   PARTITIONS    ROWS  SCHEMA   READ BY                                 WRITTEN BY  DEAD  LATE
                lines            1       0  -        new (not known yet)                     -              0     0
                orders           2  12,345  Avro v3  hourly (1,200 behind), daily (stopped)  clean          7     0
                """);
        assertThat(TopicsText.list(List.of())).isEqualTo("no topics; fill one with: tidewater produce TOPIC FILE\n");
    }

    @Test
    void showsAllAboutOne() {
        TopicDetails details = new TopicDetails(
                ORDERS,
                List.of(new Partition(0, 0, 12_000), new Partition(1, 5, 350)),
                Map.of("cleanup.policy", "compact"),
                Optional.of(new TopicTable(
                        "topic \"orders\", 2 partitions",
                        Map.of("watermark.tolerance", "10 s"),
                        List.of(new TopicTable.Column("order_id", "BIGINT")))),
                Optional.empty());

        assertThat(TopicsText.details(details)).isEqualTo("""
                topic "orders", 2 partitions

                COLUMN    TYPE
                order_id  BIGINT

                PARTITION  BEGIN     END    ROWS
                        0      0  12,000  12,000
                        1      5     350     345

                setting     watermark.tolerance = 10 s
                kafka       cleanup.policy = compact
                read by     hourly (1,200 behind), daily (stopped)
                written by  clean
                dead        7
                late        0
                """);
        assertThat(Json.tree(Json.write(details)).path("name").asText()).isEqualTo("orders");
    }

    @Test
    void saysWhyATopicIsNoTable() {
        TopicDetails details =
                new TopicDetails(LINES, List.of(), Map.of(), Optional.empty(), Optional.of("its schema is Protobuf"));

        assertThat(TopicsText.details(details)).startsWith("topic \"lines\" is no table: its schema is Protobuf\n");
    }

    @Test
    void namesFieldsInJsonAlwaysInTheSameWay() {
        assertThat(Json.write(ORDERS))
                .isEqualTo("{\"name\":\"orders\",\"partitions\":2,\"rows\":12345,"
                        + "\"schema\":{\"type\":\"avro\",\"version\":3},"
                        + "\"readers\":[{\"pipeline\":\"hourly\",\"state\":\"running\",\"lag\":1200},"
                        + "{\"pipeline\":\"daily\",\"state\":\"stopped\"}],"
                        + "\"writers\":[\"clean\"],\"dead\":7,\"late\":0}");
    }
}
