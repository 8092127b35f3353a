package dev.tidewater.engine.sql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What SELECT means in a session: an answer from what is there now, or one that goes on. */
public enum SessionMode {
    BATCH,
    STREAMING;

    /** The setting that says it. */
    static final String KEY = "execution.runtime-mode";

    static Optional<SessionMode> of(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word().equalsIgnoreCase(word.strip()))
                .findFirst();
    }

    /** As it is set. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The environment for all that runs no job. */
    Environments.Mode plain() {
        return this == STREAMING ? Environments.Mode.STREAMING : Environments.Mode.BATCH;
    }
}
