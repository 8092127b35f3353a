package dev.tidewater.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidewater.cli.ProduceCommand.Value;
import dev.tidewater.engine.produce.ColumnType;
import dev.tidewater.engine.produce.InputFormat;
import dev.tidewater.engine.produce.ProduceRequest;
import dev.tidewater.engine.produce.RecordKey;
import dev.tidewater.engine.produce.RecordKey.Encoding;
import dev.tidewater.engine.produce.ValueEncoding;
import dev.tidewater.engine.produce.ValueEncoding.SchemaSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProduceArgumentsTest {
    private final ProduceArguments arguments = new ProduceArguments("t", Path.of("f.csv"));

    @Test
    void asksForNothingThatWasNotSaid() {
        ProduceRequest request = arguments
                .key(List.of(), Optional.empty())
                .value(Optional.empty(), Optional.empty())
                .pace(Optional.empty(), Optional.empty())
                .types(List.of())
                .headers(List.of())
                .partitions(Optional.empty())
                .request(Optional.empty(), Optional.empty());
        assertThat(request).isEqualTo(ProduceRequest.of("t", Path.of("f.csv")));
    }

    @Test
    void passesOnWhatWasSaid() {
        ProduceRequest request = arguments
                .pace(Optional.of(2.5), Optional.of(10L))
                .types(List.of("a=string", "b=INTEGER"))
                .headers(List.of("source=x=y", "empty="))
                .partitions(Optional.of(3))
                .request(Optional.of(InputFormat.CSV), Optional.of("at"));
        assertThat(request)
                .isEqualTo(ProduceRequest.of("t", Path.of("f.csv"))
                        .withRate(2.5)
                        .withLimit(10)
                        .withColumnTypes(Map.of("a", ColumnType.STRING, "b", ColumnType.INTEGER))
                        .withHeaders(Map.of("source", "x=y", "empty", ""))
                        .withPartitions(3)
                        .withFormat(InputFormat.CSV)
                        .withTimestampField("at"));
    }

    @Test
    void encodesAKeyOfSeveralFieldsAsJson() {
        assertThat(key(List.of("a"), Optional.empty())).contains(new RecordKey(List.of("a"), Encoding.STRING));
        assertThat(key(List.of("a", "b"), Optional.empty())).contains(new RecordKey(List.of("a", "b"), Encoding.JSON));
        assertThat(key(List.of("a"), Optional.of(Encoding.JSON))).contains(new RecordKey(List.of("a"), Encoding.JSON));
    }

    @Test
    void takesASchemaForAWishForAvro() {
        assertThat(value(Optional.empty(), Optional.of("infer")))
                .isEqualTo(new ValueEncoding.Avro(new SchemaSource.Inferred()));
        assertThat(value(Optional.empty(), Optional.of("o.avsc")))
                .isEqualTo(new ValueEncoding.Avro(new SchemaSource.OfFile(Path.of("o.avsc"))));
        assertThat(value(Optional.of(Value.AVRO), Optional.empty()))
                .isEqualTo(new ValueEncoding.Avro(new SchemaSource.OfInput()));
        assertThat(value(Optional.of(Value.RAW), Optional.empty())).isEqualTo(new ValueEncoding.Raw());
    }

    @Test
    void refusesWhatDoesNotFitTogether() {
        assertThatThrownBy(() -> arguments.value(Optional.of(Value.JSON), Optional.of("infer")))
                .hasMessage("option --schema is for Avro values");
        assertThatThrownBy(() -> arguments.key(List.of(), Optional.of(Encoding.JSON)))
                .hasMessage("option --key-format is given without a key");
        assertThatThrownBy(() -> arguments.key(List.of("a", ""), Optional.empty()))
                .hasMessage("option --key: a field has no name");
        assertThatThrownBy(() -> arguments.types(List.of("a=strnig")))
                .hasMessage("option --types: \"strnig\" is not a type; did you mean string?");
        assertThatThrownBy(() -> arguments.types(List.of("=string")))
                .hasMessage("option --types: \"=string\" is not of the form COLUMN=TYPE");
        assertThatThrownBy(() -> arguments.types(List.of("a=string", "a=number")))
                .hasMessage("option --types names \"a\" twice");
        assertThatThrownBy(() -> arguments.pace(Optional.empty(), Optional.of(0L)))
                .hasMessage("option --limit: 0 is less than 1");
        assertThatThrownBy(() -> arguments.partitions(Optional.of(0)))
                .hasMessage("option --partitions: 0 is less than 1");
    }

    private Optional<RecordKey> key(List<String> fields, Optional<Encoding> encoding) {
        return arguments
                .key(fields, encoding)
                .request(Optional.empty(), Optional.empty())
                .key();
    }

    private ValueEncoding value(Optional<Value> value, Optional<String> schema) {
        return arguments
                .value(value, schema)
                .request(Optional.empty(), Optional.empty())
                .value();
    }
}
