package dev.tidewater.cli;

import dev.tidewater.engine.produce.InputFormat;
import dev.tidewater.engine.produce.KafkaEndpoints;
import dev.tidewater.engine.produce.Produce;
import dev.tidewater.engine.produce.ProduceReport;
import dev.tidewater.engine.produce.ProduceRequest;
import dev.tidewater.engine.produce.RecordKey;
import dev.tidewater.engine.stack.Endpoints;
import dev.tidewater.server.Call;
import dev.tidewater.server.ControlClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "produce",
        abbreviateSynopsis = true,
        description = {
            "Sends the records of a file to a topic, which is created if it does not exist.",
            "The whole file is checked before its first record is sent."
        },
        footer = {
            "",
            "Examples:",
            "  tidewater produce flights flights.json.gz --key flight --timestamp departure",
            "  tidewater produce airports airports.csv --key iata --types iata=string",
            "  tidewater produce orders orders.parquet --value avro --rate 500",
            "  tidewater produce orders orders.csv --value avro --schema infer",
            "  zcat events.gz | tidewater produce events - --format jsonl"
        })
final class ProduceCommand implements Callable<Integer> {
    /** How values are written. */
    enum Value {
        JSON,
        AVRO,
        RAW
    }

    static final class InputFormats extends Choice<InputFormat> {
        InputFormats() {
            super(InputFormat.values(), InputFormat::label);
        }
    }

    static final class KeyFormats extends Choice<RecordKey.Encoding> {
        KeyFormats() {
            super(RecordKey.Encoding.values(), encoding -> encoding.name().toLowerCase(Locale.ROOT));
        }
    }

    static final class Values extends Choice<Value> {
        Values() {
            super(Value.values(), value -> value.name().toLowerCase(Locale.ROOT));
        }
    }

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "TOPIC", description = "Topic of the local stack.")
    private String topic = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "JSON, CSV, Avro or Parquet, gzip-compressed or not; - is standard input.")
    private Path file = Path.of("-");

    @Option(
            names = "--format",
            paramLabel = "json|jsonl|csv|avro|parquet",
            converter = InputFormats.class,
            completionCandidates = InputFormats.class,
            description = "Format of the file (default: what its name and first bytes say).")
    private @Nullable InputFormat format;

    @Option(
            names = "--key",
            paramLabel = "FIELD[,FIELD]",
            hideParamSyntax = true,
            split = ",",
            description = "Fields that make the record's key (default: no key).")
    private List<String> key = List.of();

    @Option(
            names = "--key-format",
            paramLabel = "string|json",
            converter = KeyFormats.class,
            completionCandidates = KeyFormats.class,
            description = "How the key is written (default: string; json for several fields).")
    private RecordKey.@Nullable Encoding keyFormat;

    @Option(
            names = "--value",
            paramLabel = "json|avro|raw",
            converter = Values.class,
            completionCandidates = Values.class,
            description = "How values are written (default: json; avro with --schema). Raw sends each line as it is.")
    private @Nullable Value value;

    @Option(
            names = "--schema",
            paramLabel = "FILE.avsc|infer",
            description = "Schema of Avro values: a file, or derived from all records (default: the file's own).")
    private @Nullable String schema;

    @Option(names = "--rate", paramLabel = "N", description = "Records a second (default: as fast as possible).")
    private @Nullable Double rate;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N records.")
    private @Nullable Long limit;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Partitions of the topic, if it is created (default: 1).")
    private @Nullable Integer partitions;

    @Option(
            names = "--timestamp",
            paramLabel = "FIELD",
            description = "Field that becomes the record's timestamp: ISO-8601 or epoch milliseconds (default: now).")
    private @Nullable String timestamp;

    @Option(
            names = "--types",
            paramLabel = "COLUMN=TYPE[,...]",
            hideParamSyntax = true,
            split = ",",
            description =
                    "Types of CSV columns: string, integer, number or boolean (default: what all cells of a column"
                            + " allow).")
    private List<String> types = List.of();

    @Option(
            names = "--header",
            paramLabel = "NAME=VALUE",
            description = "A header of every record; may be given several times.")
    private List<String> headers = List.of();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Another Kafka than that of the local stack.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "Another schema registry than that of the local stack, compatible with Confluent's.")
    private @Nullable URI registry;

    @Override
    public Integer call() {
        ProduceRequest request = new ProduceArguments(topic, file)
                .key(key, Optional.ofNullable(keyFormat))
                .value(Optional.ofNullable(value), Optional.ofNullable(schema))
                .pace(Optional.ofNullable(rate), Optional.ofNullable(limit))
                .types(types)
                .headers(headers)
                .partitions(Optional.ofNullable(partitions))
                .request(Optional.ofNullable(format), Optional.ofNullable(timestamp));
        KafkaEndpoints endpoints = endpoints();
        ProduceProgress progress =
                new ProduceProgress(file, Terminal.ofThisProcess().talk(), System.err, System::nanoTime);
        ProduceReport report;
        try (progress;
                Interruption interruption = Interruption.says(progress::interrupted)) {
            report = new Produce(endpoints, System.in).run(request, progress);
        }
        common.answer(report, ProduceText.of(report));
        return 0;
    }

    /** Of a Kafka elsewhere nothing is asked of the local stack, so it need not be up. */
    private KafkaEndpoints endpoints() {
        if (bootstrapServers != null) {
            return new KafkaEndpoints(bootstrapServers, Optional.ofNullable(registry));
        }
        Endpoints stack = ControlClient.require(common.layout())
                .call(Call.STATUS, Map.of(), Duration.ofSeconds(15))
                .endpoints();
        URI ownRegistry = URI.create(stack.schemaRegistry().url());
        return new KafkaEndpoints(
                stack.kafka().bootstrapServers(), Optional.of(registry == null ? ownRegistry : registry));
    }
}
