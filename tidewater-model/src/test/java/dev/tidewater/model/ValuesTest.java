package dev.tidewater.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({"512m,512m", "1g,1g", "1024m,1g", "1536M,1536m", "2 GiB,2g", "64kb,64k", "1000,1000b", "1t,1t"})
    void readsMemorySizesAndWritesThemInTheGreatestWholeUnit(String text, String canonical) {
        assertThat(MemorySize.parse(text)).hasToString(canonical);
        assertThat(MemorySize.parse(canonical)).isEqualTo(MemorySize.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m", "12x", "-1m", "1.5g", "m512"})
    void refusesWhatIsNotAMemorySize(String text) {
        assertThatThrownBy(() -> MemorySize.parse(text)).hasMessage("\"" + text + "\" is not a memory size");
    }

    @Test
    void refusesMemoryOfNothingAndMoreThanCanBeCounted() {
        assertThatThrownBy(() -> MemorySize.parse("0m")).hasMessage("a memory size is more than 0 bytes");
        assertThatThrownBy(() -> MemorySize.parse("99999999999t"))
                .hasMessage("\"99999999999t\" is more memory than can be counted");
        assertThat(MemorySize.ofMebibytes(768).mebibytes()).isEqualTo(768);
    }

    @ParameterizedTest
    @CsvSource({"2s,2s", "500ms,500ms", "1min,1min", "1m,1min", "90s,90s", "3600 s,1h", "7d,7d", "0s,0ms"})
    void readsDurationsAndWritesThemInTheGreatestWholeUnit(String text, String canonical) {
        assertThat(Durations.format(Durations.parse(text))).isEqualTo(canonical);
        assertThat(Durations.parse(canonical)).isEqualTo(Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2 sec", "-2s", "1.5s", "PT2S"})
    void refusesWhatIsNotADuration(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).hasMessage("\"" + text + "\" is not a duration");
    }

    @Test
    void refusesADurationLongerThanCanBeCounted() {
        assertThatThrownBy(() -> Durations.parse("999999999999999999d"))
                .hasMessage("\"999999999999999999d\" is longer than can be counted");
        assertThat(Durations.parse("1d")).isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1"})
    void refusesAPortOutOfRange(String text) {
        assertThatThrownBy(() -> Port.parse(text)).hasMessage(text + " is not a port between 1 and 65535");
    }

    @Test
    void readsAHostAndItsPort() {
        assertThat(HostPort.parse("Schema-Registry:8081")).hasToString("schema-registry:8081");
        assertThatThrownBy(() -> HostPort.parse("kafka")).hasMessage("\"kafka\" is not a host and a port");
        assertThatThrownBy(() -> HostPort.parse("kafka:x")).hasMessage("\"x\" is not a port between 1 and 65535");
        assertThatThrownBy(() -> HostPort.parse("http://kafka:9092")).hasMessage("\"http://kafka\" is not a host name");
    }

    @Test
    void namesAPipelineAfterItsFile() {
        assertThat(Pipeline.of(Path.of("pipelines/revenue.sql")).name()).isEqualTo("revenue");
        assertThat(Pipeline.of(Path.of("revenue.v2.sql")).name()).isEqualTo("revenue.v2");
        assertThat(Pipeline.of(Path.of("script.txt")).name()).isEqualTo("script.txt");
    }

    @Test
    void labelsServicesAsConfigurationWritesThem() {
        assertThat(StackService.SCHEMA_REGISTRY.label()).isEqualTo("schema-registry");
        assertThat(StackService.labelled("schema-registry")).contains(StackService.SCHEMA_REGISTRY);
        assertThat(StackService.labelled("SCHEMA_REGISTRY")).isEmpty();
    }
}
