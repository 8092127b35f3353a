package dev.tidewater.engine.produce;

import dev.tidewater.engine.produce.LineReader.Content;
import dev.tidewater.engine.produce.ValueEncoding.SchemaSource;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.Schema;

/** The file, understood: its format, the types of its columns, the schema of its values. Gives readers of its records. */
final class Input implements Closeable {
    private final ProduceRequest request;
    private final Source given;
    private final InputFormat format;
    private Source source;
    private Map<String, ColumnType> columnTypes = Map.of();
    private Optional<Schema> schema = Optional.empty();

    private Input(ProduceRequest request, Source given, InputFormat format) {
        this.request = request;
        this.given = given;
        this.format = format;
        this.source = given;
    }

    /**
     * Looks at the source as far as its format requires.
     *
     * @param progress hears of the records read to infer types
     */
    static Input understand(ProduceRequest request, Source source, Progress progress) throws IOException, InputFault {
        byte[] head = source.head();
        Input input = new Input(
                request, source, head.length == 0 ? InputFormat.JSON_LINES : Formats.of(request, source, head));
        try {
            if (head.length > 0) {
                RequestRules.requireFit(request, input.format);
                input.prepare(progress);
            }
            return input;
        } catch (IOException | InputFault | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    /** Whether the records can be read more than once. */
    boolean replayable() {
        return source.replayable();
    }

    Source source() {
        return source;
    }

    /** Schema of Avro values; empty for other values, and where there is no record to derive one from. */
    Optional<Schema> schema() {
        return schema;
    }

    /** Reads the records from the first on. */
    RecordReader reader() throws IOException, InputFault {
        if (request.value() instanceof ValueEncoding.Raw) {
            boolean fields =
                    request.key().isPresent() || request.timestampField().isPresent();
            return new LineReader(source.open(), fields ? Content.BYTES_OF_JSON : Content.BYTES);
        }
        return switch (format) {
            case JSON ->
                Formats.isOneObjectPerLine(source.head())
                        ? new LineReader(source.open(), Content.JSON)
                        : new JsonReader(source.open());
            case JSON_LINES -> new LineReader(source.open(), Content.JSON);
            case CSV -> new CsvReader(new CsvRows(source), columnTypes);
            case AVRO -> AvroReaders.avro(source);
            case PARQUET -> AvroReaders.parquet(source);
        };
    }

    @Override
    public void close() throws IOException {
        if (source != given) {
            source.close();
        }
    }

    private void prepare(Progress progress) throws IOException, InputFault {
        boolean infers =
                request.value() instanceof ValueEncoding.Avro avro && avro.schema() instanceof SchemaSource.Inferred;
        boolean raw = request.value() instanceof ValueEncoding.Raw;
        if (format == InputFormat.PARQUET) {
            source = given.asPlainFile();
        } else if (!given.replayable() && !raw && format != InputFormat.AVRO && (infers || format == InputFormat.CSV)) {
            source = given.spooled();
        }
        if (request.value() instanceof ValueEncoding.Avro avro && avro.schema() instanceof SchemaSource.OfFile file) {
            schema = Optional.of(Formats.schemaOf(file.file()));
        }
        if (format == InputFormat.CSV && !raw) {
            columnTypes = columnTypes(progress);
        }
        if (request.value() instanceof ValueEncoding.Avro && schema.isEmpty()) {
            schema = ownOrInferred(progress);
        }
    }

    private Optional<Schema> ownOrInferred(Progress progress) throws IOException, InputFault {
        return switch (format) {
            case AVRO -> Optional.of(AvroReaders.avroSchema(source));
            case PARQUET -> Optional.of(AvroReaders.parquetSchema(source));
            case CSV ->
                columnTypes.isEmpty()
                        ? Optional.empty()
                        : Optional.of(named(() -> SchemaInference.ofColumns(request.topic(), columnTypes)));
            case JSON, JSON_LINES -> inferredFromJson(progress);
        };
    }

    private Optional<Schema> inferredFromJson(Progress progress) throws IOException, InputFault {
        SchemaInference inference = new SchemaInference();
        long limit = request.limit().orElse(Long.MAX_VALUE);
        try (RecordReader reader = reader()) {
            Optional<InputRecord> next = reader.next();
            while (next.isPresent()) {
                InputRecord record = next.get();
                see(inference, record);
                progress.step(source);
                next = record.place().record() < limit ? reader.next() : Optional.empty();
            }
        }
        progress.done(source);
        return inference.isEmpty() ? Optional.empty() : Optional.of(named(() -> inference.schema(request.topic())));
    }

    private Schema named(Supplier<Schema> derivation) {
        try {
            return derivation.get();
        } catch (Misfit e) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "no Avro schema can be derived from " + source.label() + ": " + e.message(),
                    "name a schema file with --schema FILE.avsc, or send JSON values",
                    e);
        }
    }

    private static void see(SchemaInference inference, InputRecord record) throws InputFault {
        if (record instanceof InputRecord.OfJson json) {
            try {
                inference.see(json.place().record(), json.json());
            } catch (Misfit e) {
                throw InputFault.unfit(record.place(), e.message());
            }
        }
    }

    private Map<String, ColumnType> columnTypes(Progress progress) throws IOException, InputFault {
        try (CsvRows rows = new CsvRows(source)) {
            requireColumns(rows.columns());
            Map<String, ColumnType> types =
                    schema.isPresent() ? new LinkedHashMap<>(CsvTypes.of(schema.get())) : inferredTypes(rows, progress);
            types.putAll(request.columnTypes());
            return types;
        }
    }

    private Map<String, ColumnType> inferredTypes(CsvRows rows, Progress progress) throws IOException, InputFault {
        CsvTypes.Inference inference = new CsvTypes.Inference(rows.columns());
        boolean more = true;
        while (more) {
            try {
                Optional<String[]> row = rows.next();
                row.ifPresent(inference::see);
                more = row.isPresent();
                if (more) {
                    progress.step(source);
                }
            } catch (InputFault e) {
                // A row of the wrong length; the check that follows reports it with all others.
                more = e.recoverable();
            }
        }
        progress.done(source);
        return new LinkedHashMap<>(inference.types());
    }

    private void requireColumns(List<String> columns) {
        request.key().ifPresent(key -> key.fields().forEach(field -> requireColumn("the key", field, columns)));
        request.timestampField().ifPresent(field -> requireColumn("the timestamp", field, columns));
        request.columnTypes().keySet().forEach(column -> requireColumn("a type", column, columns));
    }

    private void requireColumn(String purpose, String column, List<String> columns) {
        if (!columns.contains(column)) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    source.label() + " has no column \"" + column + "\", which " + purpose + " was asked for",
                    "its columns are: " + String.join(", ", columns));
        }
    }
}
