package dev.tidewater.cli;

import dev.tidewater.cli.ProduceCommand.Value;
import dev.tidewater.engine.produce.ColumnType;
import dev.tidewater.engine.produce.InputFormat;
import dev.tidewater.engine.produce.ProduceRequest;
import dev.tidewater.engine.produce.RecordKey;
import dev.tidewater.engine.produce.ValueEncoding;
import dev.tidewater.engine.produce.ValueEncoding.SchemaSource;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Nearest;
import dev.tidewater.model.TidewaterException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a request of what stands on the command line of {@code produce}. */
final class ProduceArguments {
    /** What {@code --types} may say. */
    private static final class Types extends Choice<ColumnType> {
        Types() {
            super(ColumnType.values(), ColumnType::label);
        }
    }

    private ProduceRequest request;

    ProduceArguments(String topic, Path file) {
        request = ProduceRequest.of(topic, file);
    }

    ProduceArguments key(List<String> fields, Optional<RecordKey.Encoding> encoding) {
        if (fields.stream().anyMatch(String::isBlank)) {
            throw usage("option --key: a field has no name", "write it as: --key FIELD,FIELD");
        }
        if (fields.isEmpty() && encoding.isPresent()) {
            throw usage("option --key-format is given without a key", "name the key's fields with: --key FIELD");
        }
        if (!fields.isEmpty()) {
            RecordKey.Encoding usual = fields.size() == 1 ? RecordKey.Encoding.STRING : RecordKey.Encoding.JSON;
            request = request.withKey(new RecordKey(fields, encoding.orElse(usual)));
        }
        return this;
    }

    ProduceArguments value(Optional<Value> value, Optional<String> schema) {
        Value wanted = value.orElse(schema.isPresent() ? Value.AVRO : Value.JSON);
        if (schema.isPresent() && wanted != Value.AVRO) {
            throw usage("option --schema is for Avro values", "leave it out, or say: --value avro");
        }
        request = request.withValue(
                switch (wanted) {
                    case JSON -> new ValueEncoding.Json();
                    case RAW -> new ValueEncoding.Raw();
                    case AVRO ->
                        new ValueEncoding.Avro(
                                schema.map(ProduceArguments::schema).orElseGet(SchemaSource.OfInput::new));
                });
        return this;
    }

    ProduceArguments pace(Optional<Double> rate, Optional<Long> limit) {
        limit.ifPresent(records -> Numbers.requireAtLeast(1, "--limit", records));
        request = rate.map(request::withRate).orElse(request);
        request = limit.map(request::withLimit).orElse(request);
        return this;
    }

    ProduceArguments types(List<String> columns) {
        Map<String, ColumnType> types = new LinkedHashMap<>();
        pairs("--types", "COLUMN=TYPE", columns).forEach((column, word) -> types.put(column, type(word)));
        request = request.withColumnTypes(types);
        return this;
    }

    ProduceArguments headers(List<String> headers) {
        request = request.withHeaders(pairs("--header", "NAME=VALUE", headers));
        return this;
    }

    ProduceArguments partitions(Optional<Integer> partitions) {
        partitions.ifPresent(count -> Numbers.requireAtLeast(1, "--partitions", count));
        request = partitions.map(request::withPartitions).orElse(request);
        return this;
    }

    ProduceRequest request(Optional<InputFormat> format, Optional<String> timestampField) {
        request = format.map(request::withFormat).orElse(request);
        return timestampField.map(request::withTimestampField).orElse(request);
    }

    private static ColumnType type(String word) {
        Types types = new Types();
        return types.find(word)
                .orElseThrow(() -> usage(
                        "option --types: \"" + word + "\" is not a type"
                                + Nearest.to(word, types.labels())
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse(""),
                        "the types are: " + String.join(", ", types)));
    }

    private static SchemaSource schema(String word) {
        return word.equals("infer") ? new SchemaSource.Inferred() : new SchemaSource.OfFile(Path.of(word));
    }

    /** A value may hold further equals signs. */
    private static Map<String, String> pairs(String option, String form, List<String> words) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw usage(
                        "option " + option + ": \"" + word + "\" is not of the form " + form,
                        "write it as: " + option + " " + form);
            }
            String name = word.substring(0, equals);
            if (pairs.put(name, word.substring(equals + 1)) != null) {
                throw usage("option " + option + " names \"" + name + "\" twice", "leave one of them out");
            }
        }
        return pairs;
    }

    private static TidewaterException usage(String message, String hint) {
        return new TidewaterException(ErrorCode.USAGE, message, hint);
    }
}
