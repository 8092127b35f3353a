package dev.tidewater.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A command that ended with an error, asked with {@code -o json}: the same message and the same next step for people, on
 * stderr, and for programs, on stdout; and nothing of our insides.
 */
record Fault(Launcher.Outcome outcome, JsonNode error) {
    static Fault of(Launcher.Outcome outcome) {
        assertThat(outcome.command()).contains("-o json");
        JsonNode error = outcome.json().path("error");
        assertThat(error.path("code").asText()).as(outcome.toString()).isNotEmpty();
        assertThat(error.path("exit-code").asInt()).as(outcome.toString()).isEqualTo(outcome.exitCode());
        assertThat(outcome.err())
                .as(outcome.toString())
                .contains("error: ")
                .doesNotContain("\tat ", "Exception", "Caused by", "java.", "org.apache", "SLF4J", "WARN");
        return new Fault(outcome, error);
    }

    Fault exits(int code) {
        outcome.exits(code);
        return this;
    }

    Fault says(String message) {
        assertThat(error.path("message").asText()).as(outcome.toString()).contains(message);
        message.lines().forEach(line -> assertThat(outcome.err()).contains(line));
        return this;
    }

    Fault hints(String next) {
        assertThat(error.path("hint").asText()).as(outcome.toString()).contains(next);
        assertThat(outcome.err()).as(outcome.toString()).contains("next: ", next);
        return this;
    }

    /** A finding at a place in a file, shown with the line itself and a caret below the column. */
    Fault finds(String file, int line, int column, String message) {
        assertThat(error.path("findings")).as(outcome.toString()).anySatisfy(finding -> {
            assertThat(finding.path("file").asText()).endsWith(file);
            assertThat(finding.path("line").asInt()).isEqualTo(line);
            assertThat(finding.path("column").asInt()).isEqualTo(column);
            assertThat(finding.path("message").asText()).contains(message);
        });
        assertThat(outcome.err())
                .as(outcome.toString())
                .contains(file + ":" + line + ":" + column + ": error: ")
                .contains(message);
        return this;
    }

    /** The offending line as people see it, and the caret that stands below the offence. */
    Fault points(int line, String text, String offence) {
        String prefix = "  " + line + " | ";
        assertThat(outcome.err())
                .as(outcome.toString())
                .contains(prefix + text + "\n" + " ".repeat(prefix.length() - 2) + "| "
                        + " ".repeat(text.indexOf(offence)) + "^\n");
        return this;
    }
}
