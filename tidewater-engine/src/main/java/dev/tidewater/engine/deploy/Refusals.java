package dev.tidewater.engine.deploy;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Submissions of one pipeline that failed one after another.
 *
 * @param message why the last one failed
 * @param last when that was
 * @param jobIds under which they were tried, oldest first, the latest {@value #MOST_IDS}
 */
record Refusals(String message, int times, Instant last, List<String> jobIds) {
    private static final int MOST_IDS = 20;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    Refusals {
        jobIds = List.copyOf(jobIds);
    }

    Refusals and(String jobId, String why, Instant when) {
        List<String> ids = new ArrayList<>(jobIds);
        ids.remove(jobId);
        ids.add(jobId);
        return new Refusals(why, times + 1, when, ids.subList(Math.max(0, ids.size() - MOST_IDS), ids.size()));
    }

    /** Whether to try again: after one second, then after twice as long each time, up to half a minute. */
    boolean due(Instant now) {
        Duration pause = Duration.ofSeconds(1L << Math.min(times - 1, 10));
        Instant next = last.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        // A clock that was set back must not make a pipeline wait.
        return !now.isBefore(next) || now.isBefore(last);
    }

    /** For a person, in one line. */
    String describe() {
        return times == 1 ? message : message + " (" + times + " times, last at " + last.truncatedTo(SECONDS) + ")";
    }
}
