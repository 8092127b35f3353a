package dev.tidewater.flink.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.runtime.operators.window.TimeWindow;
import org.apache.flink.table.runtime.operators.window.groupwindow.assigners.CumulativeWindowAssigner;
import org.apache.flink.table.runtime.operators.window.groupwindow.assigners.GroupWindowAssigner;
import org.apache.flink.table.runtime.operators.window.groupwindow.assigners.SlidingWindowAssigner;
import org.apache.flink.table.runtime.operators.window.groupwindow.assigners.TumblingWindowAssigner;
import org.junit.jupiter.api.Test;

class LateWindowTest {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final GenericRowData ROW = new GenericRowData(0);

    @Test
    void cutsWindowsAsFlinkDoes() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            long period = 1 + random.nextInt(90);
            long size = period * (1 + random.nextInt(6));
            long offset = random.nextInt(3) == 0 ? random.nextInt(50) - 25 : 0;
            long time = random.nextInt(2_000) - 500;
            agree(
                    "TUMBLE " + size + " " + offset,
                    time,
                    TumblingWindowAssigner.of(Duration.ofMillis(size)).withOffset(Duration.ofMillis(offset)));
            agree(
                    "HOP " + period + " " + size + " " + offset,
                    time,
                    SlidingWindowAssigner.of(Duration.ofMillis(size), Duration.ofMillis(period))
                            .withOffset(Duration.ofMillis(offset)));
            agree(
                    "CUMULATE " + period + " " + size + " " + offset,
                    time,
                    CumulativeWindowAssigner.of(Duration.ofMillis(size), Duration.ofMillis(period))
                            .withOffset(Duration.ofMillis(offset)));
        }
    }

    @Test
    void isClosedWhenTheWatermarkHasReachedItsLastMillisecond() {
        LateWindow minute = LateWindow.parse("TUMBLE 60000 0", UTC);

        assertThat(minute.end(30_000, 0)).isEqualTo(60_000);
        assertThat(minute.isClosed(60_000, 59_998)).isFalse();
        assertThat(minute.isClosed(60_000, 59_999)).isTrue();
    }

    @Test
    void cutsDaysWhereTheyBeginInTheZone() {
        LateWindow day = LateWindow.parse("TUMBLE 86400000 0", ZoneId.of("Asia/Tokyo"));
        long afternoon = Instant.parse("2026-03-01T14:59:59Z").toEpochMilli();
        long local = day.local(afternoon);

        assertThat(Instant.ofEpochMilli(day.end(local, 0))).isEqualTo("2026-03-02T00:00:00Z");
        assertThat(day.isClosed(
                        day.end(local, 0),
                        Instant.parse("2026-03-01T14:59:59.998Z").toEpochMilli()))
                .isFalse();
        assertThat(day.isClosed(
                        day.end(local, 0),
                        Instant.parse("2026-03-01T14:59:59.999Z").toEpochMilli()))
                .isTrue();
    }

    @Test
    void aRowsOwnSessionEndsAfterTheGap() {
        LateWindow session = LateWindow.parse("SESSION 5000", UTC);

        assertThat(session.count(42)).isEqualTo(1);
        assertThat(session.start(42, 0)).isEqualTo(42);
        assertThat(session.end(42, 0)).isEqualTo(5_042);
    }

    @Test
    void refusesWhatIsNoWindow() {
        assertThatThrownBy(() -> LateWindow.parse("TUMBLE 5", UTC))
                .hasMessage("\"TUMBLE 5\" is no window; there are tumble, hop, cumulate, session");
    }

    private static void agree(String text, long time, GroupWindowAssigner<TimeWindow> flink) throws Exception {
        LateWindow window = LateWindow.parse(text, UTC);
        Collection<TimeWindow> expected = flink.assignWindows(ROW, time);
        List<TimeWindow> ours = new ArrayList<>();
        for (int i = 0; i < window.count(time); i++) {
            ours.add(new TimeWindow(window.start(time, i), window.end(time, i)));
        }
        assertThat(ours).as("%s at %d", text, time).containsExactlyInAnyOrderElementsOf(expected);
        for (int i = 1; i < ours.size(); i++) {
            assertThat(ours.get(i).getEnd()).isGreaterThan(ours.get(i - 1).getEnd());
        }
    }
}
