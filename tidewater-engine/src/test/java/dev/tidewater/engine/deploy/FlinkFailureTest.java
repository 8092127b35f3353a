package dev.tidewater.engine.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FlinkFailureTest {
    @Test
    void namesTheInnermostCauseThatSaysSomething() {
        assertThat(FlinkFailure.rootMessage("""
                                java.io.IOException: Failed to deserialize consumer record.
                                \tat org.apache.flink.connector.kafka.source.Reader.read(Reader.java:57)
                                Caused by: java.io.IOException: Failed to deserialize JSON '{"a":'.
                                \tat org.apache.flink.formats.json.Json.read(Json.java:9)
                                Caused by: com.fasterxml.jackson.core.JsonParseException: Unexpected end-of-input
                                \t... 14 more
                                Caused by: java.lang.NullPointerException
                                """)).isEqualTo("JsonParseException: Unexpected end-of-input");
    }

    @Test
    void keepsTheFirstLineOfWhatIsNoStackTrace() {
        assertThat(FlinkFailure.rootMessage("something odd\nhappened")).isEqualTo("something odd");
    }
}
