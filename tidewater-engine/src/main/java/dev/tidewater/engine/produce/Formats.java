package dev.tidewater.engine.produce;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Tells formats from names and first bytes. */
final class Formats {
    private Formats() {}

    /** The format asked for, else what the file's name says, else what its first bytes say. */
    static InputFormat of(ProduceRequest request, Source source, byte[] head) {
        if (request.format().isPresent()) {
            return request.format().get();
        }
        Optional<InputFormat> named = InputFormat.ofName(request.file());
        if (named.isPresent()) {
            return named.get();
        }
        if (request.value() instanceof ValueEncoding.Raw) {
            return InputFormat.JSON_LINES;
        }
        return ofBytes(head)
                .orElseThrow(() -> new TidewaterException(
                        ErrorCode.USAGE,
                        "neither name nor first bytes of " + source.label() + " tell its format",
                        "say it: --format json, jsonl, csv, avro or parquet"));
    }

    private static Optional<InputFormat> ofBytes(byte[] head) {
        String magic = new String(head, 0, Math.min(4, head.length), StandardCharsets.ISO_8859_1);
        if (magic.equals("Obj\u0001")) {
            return Optional.of(InputFormat.AVRO);
        }
        if (magic.equals("PAR1")) {
            return Optional.of(InputFormat.PARQUET);
        }
        return switch (firstVisible(head)) {
            case '[', '{' -> Optional.of(InputFormat.JSON);
            default -> Optional.empty();
        };
    }

    /** Whether JSON text that begins so is read line by line, which places faults best. */
    static boolean isOneObjectPerLine(byte[] head) {
        if (firstVisible(head) == '[') {
            return false;
        }
        String text = new String(head, StandardCharsets.UTF_8).stripLeading();
        int end = text.indexOf('\n');
        if (end < 0) {
            return false;
        }
        try {
            return Json.WHOLE.readTree(text.substring(0, end)).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** The record schema in an {@code .avsc} file. */
    static Schema schemaOf(Path file) {
        try {
            Schema schema = new Schema.Parser().parse(Files.readString(file));
            if (schema.getType() != Schema.Type.RECORD) {
                throw new TidewaterException(
                        ErrorCode.USAGE,
                        "schema file \"" + file + "\" holds a schema of type "
                                + schema.getType().getName(),
                        "name a file with the schema of a record");
            }
            return schema;
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.USAGE, "schema file \"" + file + "\" cannot be read", "check the name of the file", e);
        } catch (AvroRuntimeException | NullPointerException e) {
            // Avro 1.12.0 answers a name that it cannot resolve with the latter.
            String reason =
                    e instanceof AvroRuntimeException ? e.getMessage() : "it names a type that it does not define";
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "schema file \"" + file + "\" is no Avro schema: " + reason,
                    "correct the schema",
                    e);
        }
    }

    private static int firstVisible(byte[] head) {
        for (byte value : head) {
            if (value != ' ' && value != '\t' && value != '\r' && value != '\n') {
                return value;
            }
        }
        return -1;
    }
}
