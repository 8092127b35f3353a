package dev.tidewater.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidewater.engine.testing.Arrival.Timed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ArrivalTest {
    private static final Duration TOLERANCE = Duration.ofMillis(10);

    private static List<Timed<Integer>> records(long seed) {
        Random random = new Random(seed);
        List<Timed<Integer>> records = new ArrayList<>();
        long now = 0;
        for (int i = 0; i < 40; i++) {
            now += random.nextInt(8);
            records.add(new Timed<>(i, now - random.nextInt(16)));
        }
        return records;
    }

    private static Set<Integer> late(List<Timed<Integer>> records) {
        Set<Integer> late = new TreeSet<>();
        long latest = Long.MIN_VALUE / 2;
        for (Timed<Integer> record : records) {
            if (record.time() <= latest - TOLERANCE.toMillis()) {
                late.add(record.what());
            }
            latest = Math.max(latest, record.time());
        }
        return late;
    }

    @Test
    void nothingIsLateInAnotherOrderThatWasNot() {
        for (long seed = 0; seed < 300; seed++) {
            List<Timed<Integer>> records = records(seed);
            List<Timed<Integer>> shuffled = new Arrival(seed).shuffled(records, TOLERANCE);

            assertThat(shuffled).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(records);
            assertThat(late(shuffled)).as("seed %d", seed).isEqualTo(late(records));
        }
    }

    @Test
    void whatComesTwiceIsNotLateTheSecondTime() {
        for (long seed = 0; seed < 300; seed++) {
            List<Timed<Integer>> records = records(seed);
            List<Timed<Integer>> twice = new Arrival(seed).redelivered(records, TOLERANCE);

            assertThat(twice.size()).as("seed %d", seed).isGreaterThan(records.size());
            assertThat(late(twice)).as("seed %d", seed).isEqualTo(late(records));
        }
    }

    @Test
    void theSameSeedGivesTheSameOrder() {
        List<Timed<Integer>> records = records(1);

        assertThat(new Arrival(5).shuffled(records, TOLERANCE))
                .isEqualTo(new Arrival(5).shuffled(records, TOLERANCE))
                .isNotEqualTo(records);
    }
}
