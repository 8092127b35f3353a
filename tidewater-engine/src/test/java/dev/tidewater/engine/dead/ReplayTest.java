package dev.tidewater.engine.dead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.engine.dead.ReplayReport.Outcome;
import dev.tidewater.engine.dead.ReplayRequest.Repeats;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    private final DeadRows rows = new DeadRows();
    private final Topic topic = new Topic();

    /** Keeps what is sent, as Kafka does: whole batches. */
    private static final class Topic implements ReplayTarget {
        final Map<RecordId, Replayed> log = new HashMap<>();
        final List<String> sent = new ArrayList<>();
        int batches;
        int diesAtBatch = Integer.MAX_VALUE;

        @Override
        public Map<RecordId, Replayed> begin() {
            return Map.copyOf(log);
        }

        @Override
        public void send(List<Outgoing> batch) {
            if (++batches == diesAtBatch) {
                throw new IllegalStateException("killed");
            }
            for (Outgoing outgoing : batch) {
                RecordId id = outgoing.record().letter().record();
                sent.add(id + " " + text(outgoing.record().value()));
                log.put(id, outgoing.replayed());
            }
        }

        @Override
        public void close() {}

        private static String text(byte @Nullable [] value) {
            return value == null ? "null" : new String(value, StandardCharsets.UTF_8);
        }
    }

    @BeforeEach
    void write() {
        rows.row("a", 1, 4, "truncated", "d").row("a", 0, 9, "truncated", "c").commit();
        rows.row("a", 0, 2, "bad-magic", "b").row("a", 0, 1, "truncated", null).commit();
        rows.row("b", 0, 2, "bad-magic", "b").row("b", 0, 9, "truncated", "c").commit();
    }

    @AfterEach
    void close() {
        rows.close();
    }

    @Test
    void sendsEachRecordOnceInTheOrderOfTheTopic() {
        ReplayReport report = replay(new Wanted.All(), Repeats.SKIP);

        assertThat(topic.sent).containsExactly("0:1 null", "0:2 b", "0:9 c", "1:4 d");
        assertThat(topic.batches).as("one for each partition").isEqualTo(2);
        assertThat(topic.log).containsEntry(new RecordId(1, 4), new Replayed(NOW, false));
        assertThat(report)
                .isEqualTo(new ReplayReport(
                        "orders",
                        Outcome.SENT,
                        4,
                        3,
                        0,
                        List.of(new RecordId(0, 1), new RecordId(0, 2), new RecordId(0, 9), new RecordId(1, 4))));
    }

    @Test
    void leavesOutWhatWasSentBeforeUnlessItIsToBeSentAgain() {
        replay(new Wanted.OfReason("bad-magic"), Repeats.SKIP);
        ReplayReport rest = replay(new Wanted.All(), Repeats.SKIP);
        ReplayReport none = replay(new Wanted.All(), Repeats.SKIP);

        assertThat(topic.sent).containsExactly("0:2 b", "0:1 null", "0:9 c", "1:4 d");
        assertThat(rest.records()).isEqualTo(3);
        assertThat(rest.alreadyReplayed()).isEqualTo(1);
        assertThat(none).isEqualTo(new ReplayReport("orders", Outcome.SENT, 0, 0, 4, List.of()));

        replay(new Wanted.Records(List.of(new RecordId(0, 9))), Repeats.SEND);
        assertThat(topic.sent).hasSize(5).endsWith("0:9 c");
    }

    @Test
    void goesOnWhereItWasKilled() {
        topic.diesAtBatch = 2;
        assertThatThrownBy(() -> replay(new Wanted.All(), Repeats.SKIP)).hasMessage("killed");
        assertThat(topic.sent).hasSize(3);

        assertThat(replay(new Wanted.All(), Repeats.SKIP).records()).isEqualTo(1);
        assertThat(topic.sent).containsExactly("0:1 null", "0:2 b", "0:9 c", "1:4 d");
    }

    @Test
    void sendsAnotherValueOfOneRecord() {
        ReplayReport report = of(new Wanted.Records(List.of(new RecordId(0, 9))), Optional.of("mended"), Repeats.SKIP)
                .run(topic);

        assertThat(topic.sent).containsExactly("0:9 mended");
        assertThat(topic.log).containsEntry(new RecordId(0, 9), new Replayed(NOW, true));
        assertThat(report.bytes()).isEqualTo(6);
    }

    @Test
    void refusesAnotherValueForSeveralRecords() {
        assertThatThrownBy(() -> of(new Wanted.All(), Optional.of("mended"), Repeats.SKIP)
                        .run(topic))
                .hasMessage("option --value is for exactly one record, and 4 are chosen")
                .extracting(e -> ((TidewaterException) e).code())
                .isEqualTo(ErrorCode.USAGE);
        assertThat(topic.batches).isZero();
    }

    @Test
    void namesEveryRecordThatIsNotThereAndSendsNothing() {
        List<RecordId> ids = List.of(new RecordId(0, 9), new RecordId(1, 9), new RecordId(7, 7));

        assertThatThrownBy(() -> replay(new Wanted.Records(ids), Repeats.SKIP))
                .hasMessage("topic \"orders\" has no dead letter 1:9\ntopic \"orders\" has no dead letter 7:7")
                .extracting(e -> ((TidewaterException) e).code(), e -> ((TidewaterException) e).hint())
                .containsExactly(ErrorCode.REFUSED, "those it has: tidewater dead list orders");
        assertThat(topic.batches).isZero();
    }

    @Test
    void tellsWhatItWouldSend() {
        replay(new Wanted.OfReason("bad-magic"), Repeats.SKIP);

        ReplayReport report =
                of(new Wanted.All(), Optional.empty(), Repeats.SKIP).rehearse(topic.log);

        assertThat(report.outcome()).isEqualTo(Outcome.WOULD_BE_SENT);
        assertThat(report.ids()).containsExactly(new RecordId(0, 1), new RecordId(0, 9), new RecordId(1, 4));
        assertThat(report.alreadyReplayed()).isEqualTo(1);
        assertThat(topic.batches).isEqualTo(1);
    }

    @Test
    void sendsNothingOfATopicWithoutDeadLetters() {
        ReplayRequest request = new ReplayRequest("other", new Wanted.All(), Optional.empty(), Repeats.SKIP);

        assertThat(new Replay(request, Optional.empty(), Clock.systemUTC()).run(topic))
                .isEqualTo(new ReplayReport("other", Outcome.SENT, 0, 0, 0, List.of()));
    }

    private ReplayReport replay(Wanted wanted, Repeats repeats) {
        return of(wanted, Optional.empty(), repeats).run(topic);
    }

    private Replay of(Wanted wanted, Optional<String> value, Repeats repeats) {
        return new Replay(
                new ReplayRequest("orders", wanted, value.map(text -> text.getBytes(StandardCharsets.UTF_8)), repeats),
                Optional.of(rows.table()),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }
}
