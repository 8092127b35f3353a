package dev.tidewater.engine.produce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long MILLISECOND = 1_000_000;

    private final List<Long> turns = new ArrayList<>();
    private long now;

    @Test
    void isSteadyFromTheFirstRecordHoweverLongThatTakes() throws InterruptedException {
        Pacer pacer = new Pacer(OptionalDouble.of(10), () -> now, nanos -> now += nanos);

        turn(pacer);
        // The first record opens the connection.
        now += 1_500 * MILLISECOND;
        turn(pacer);
        turn(pacer);
        turn(pacer);

        assertThat(turns).containsExactly(0L, 1_500L, 1_600L, 1_700L);
    }

    @Test
    void doesNotBurstAfterAPauseOfTheBroker() throws InterruptedException {
        Pacer pacer = new Pacer(OptionalDouble.of(100), () -> now, nanos -> now += nanos);

        turn(pacer);
        turn(pacer);
        now += 10_000 * MILLISECOND;
        turn(pacer);
        turn(pacer);
        turn(pacer);

        assertThat(turns).containsExactly(0L, 10L, 10_010L, 10_020L, 10_030L);
    }

    @Test
    void makesUpForATimerThatComesALittleLate() throws InterruptedException {
        Pacer pacer = new Pacer(OptionalDouble.of(1_000), () -> now, nanos -> now += nanos + 3 * MILLISECOND);

        for (int i = 0; i < 1_000; i++) {
            turn(pacer);
        }

        assertThat(turns.get(999)).isBetween(999L, 1_002L);
    }

    private void turn(Pacer pacer) throws InterruptedException {
        pacer.awaitTurn();
        turns.add(now / MILLISECOND);
    }
}
