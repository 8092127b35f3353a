package dev.tidewater.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidewater.engine.sql.RunningAnswer.Rows;
import dev.tidewater.engine.sql.SqlPage.State;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class RunningAnswerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void givesRowsInPagesAndThenItsEnd() {
        RunningAnswer answer =
                answer(IntStream.range(0, 1_500).mapToObj(Row::of).iterator());

        int have = 0;
        SqlPage page = answer.fetch(have, PATIENCE);
        while (page.state() == State.GOES_ON) {
            have += page.changes().size();
            page = answer.fetch(have, PATIENCE);
        }

        assertThat(have + page.changes().size()).isEqualTo(1_500);
        assertThat(page.state()).isEqualTo(State.FINISHED);
    }

    @Test
    void givesTheSameRowsAgainToAClientThatHasNotGotThem() {
        RunningAnswer answer = answer(List.of(Row.of(1), Row.of(2)).iterator());
        await().until(() -> answer.fetch(0, PATIENCE).changes().size() == 2);

        assertThat(answer.fetch(0, PATIENCE).changes()).hasSize(2);
        assertThat(answer.fetch(1, PATIENCE).changes())
                .extracting(change -> change.row().get(0).asInt())
                .containsExactly(2);
    }

    @Test
    void takesNoMoreThanItHolds() {
        AtomicInteger taken = new AtomicInteger();
        RunningAnswer answer = answer(endless(taken));

        await().until(() -> taken.get() >= RunningAnswer.MOST);
        assertThat(answer.fetch(0, PATIENCE).changes()).isNotEmpty();
        assertThat(taken.get()).isLessThanOrEqualTo(RunningAnswer.MOST + 1);
        answer.cancel();
    }

    @Test
    void endsWhenItIsCancelled() {
        RunningAnswer answer = answer(endless(new AtomicInteger()));

        answer.cancel();

        int have = 0;
        SqlPage page = answer.fetch(have, PATIENCE);
        while (page.state() == State.GOES_ON) {
            have += page.changes().size();
            page = answer.fetch(have, PATIENCE);
        }
        assertThat(page.state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void saysWhyTheJobFailedBehindTheRowsThatCameBefore() {
        RunningAnswer answer = answer(new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                if (given > 0) {
                    throw new IllegalStateException("division by zero");
                }
                return true;
            }

            @Override
            public Row next() {
                return Row.of(given++);
            }
        });

        assertThat(answer.fetch(0, PATIENCE).changes()).hasSize(1);
        assertThatThrownBy(() -> answer.fetch(1, PATIENCE)).hasMessage("the query could not be run: division by zero");
    }

    private static RunningAnswer answer(Iterator<Row> rows) {
        return new RunningAnswer(CloseableIterator.adapterForIterator(rows), Optional.empty(), Rows.KEPT);
    }

    private static Iterator<Row> endless(AtomicInteger taken) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Row next() {
                return Row.of(taken.getAndIncrement());
            }
        };
    }
}
