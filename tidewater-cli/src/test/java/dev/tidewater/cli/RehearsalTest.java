package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tidewater.engine.json.Json;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void answersAsTheSupervisorWould() {
        Rehearsal.ANSWERS.forEach((call, answer) ->
                assertThatCode(() -> Json.read(answer, call.answer())).doesNotThrowAnyException());
    }
}
