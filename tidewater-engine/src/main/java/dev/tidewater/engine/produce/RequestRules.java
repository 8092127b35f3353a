package dev.tidewater.engine.produce;

import dev.tidewater.engine.produce.ValueEncoding.SchemaSource;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.nio.file.Path;

/** What cannot be asked for together. */
final class RequestRules {
    private RequestRules() {}

    /** What can be said before the file is looked at. */
    static void requireSense(ProduceRequest request, KafkaEndpoints endpoints) {
        boolean manyFields = request.key()
                .filter(key -> key.encoding() == RecordKey.Encoding.STRING
                        && key.fields().size() > 1)
                .isPresent();
        if (manyFields) {
            throw usage("a string key is one field, not several", "encode a key of several fields as json");
        }
        if (request.value() instanceof ValueEncoding.Avro
                && endpoints.registryUrl().isEmpty()) {
            throw new TidewaterException(
                    ErrorCode.CONFIGURATION,
                    "Avro values need a schema registry, and none is configured",
                    "configure a schema registry, or send JSON values");
        }
    }

    static boolean isStandardInput(Path file) {
        return file.toString().equals("-");
    }

    /** What can be said once the file's format is known. */
    static void requireFit(ProduceRequest request, InputFormat format) {
        boolean csv = format == InputFormat.CSV;
        if (!request.columnTypes().isEmpty() && !csv) {
            throw usage(
                    "column types are for CSV, and the input is " + format.label(),
                    "leave the column types out, or say --format csv");
        }
        if (request.value() instanceof ValueEncoding.Raw) {
            requireLines(request, format);
        }
        if (request.value() instanceof ValueEncoding.Avro avro
                && avro.schema() instanceof SchemaSource.OfInput
                && !format.hasSchema()) {
            throw usage(
                    "a " + format.label() + " file has no schema of its own for Avro values",
                    "name a schema file with --schema FILE.avsc, or derive one with --schema infer");
        }
    }

    private static void requireLines(ProduceRequest request, InputFormat format) {
        if (format.hasSchema()) {
            throw usage("a " + format.label() + " file has no lines to send as they are", "choose json or avro values");
        }
        boolean fields = request.key().isPresent() || request.timestampField().isPresent();
        if (fields && format != InputFormat.JSON_LINES) {
            throw usage(
                    "a key or a timestamp for raw lines needs one JSON object a line, and the input is "
                            + format.label(),
                    "leave key and timestamp out, or say --format jsonl");
        }
    }

    private static TidewaterException usage(String message, String hint) {
        return new TidewaterException(ErrorCode.USAGE, message, hint);
    }
}
