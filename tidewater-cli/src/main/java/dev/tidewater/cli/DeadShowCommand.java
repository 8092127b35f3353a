package dev.tidewater.cli;

import dev.tidewater.engine.dead.DeadRecord;
import dev.tidewater.engine.dead.DeadRecords;
import dev.tidewater.engine.dead.RecordId;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        abbreviateSynopsis = true,
        description = "Shows all of one record: why it could not be decoded, headers, key and value.",
        footer = {
            "",
            "Examples:",
            "  tidewater dead show orders 0:1234",
            "  tidewater dead show orders 0:1234 --raw value.bin",
            "  tidewater dead show orders 0:1234 -o json | jq -r .value | base64 -d"
        })
final class DeadShowCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "TOPIC", description = "Topic of the record.")
    private String topic = "";

    @Parameters(
            index = "1",
            paramLabel = "PARTITION:OFFSET",
            converter = DeadCommand.Ids.class,
            description = "The record, as shown by: tidewater dead list TOPIC")
    private RecordId id = new RecordId(0, 0);

    @Option(names = "--all", description = "Shows all bytes of key, value and headers, not the first 1,024.")
    private boolean all;

    @Option(
            names = "--raw",
            paramLabel = "FILE",
            description = "Writes the bytes of the value to a file too, which may exist.")
    private @Nullable Path raw;

    @Override
    public Integer call() {
        DeadRecord record;
        try (DeadRecords records = DeadCommand.records(common)) {
            record = records.show(topic, id);
        }
        if (raw != null) {
            write(record, raw);
        }
        common.answer(record, DeadText.record(record, all ? BytesText.WHOLE : BytesText.BEGINNING));
        return 0;
    }

    private static void write(DeadRecord record, Path file) {
        byte[] value = record.value();
        RecordId id = record.letter().record();
        if (value == null) {
            throw new TidewaterException(
                    ErrorCode.REFUSED, "record " + id + " has no value to write", "leave out --raw to see the rest");
        }
        try {
            Files.write(file, value);
        } catch (IOException e) {
            throw new UncheckedIOException("the value could not be written", e);
        }
        CommonOptions.say("wrote " + Units.count(value.length, "byte") + " to \"" + file
                + "\"; mend them, and send the record with: tidewater dead replay " + record.topic() + " " + id
                + " --value " + file);
    }
}
