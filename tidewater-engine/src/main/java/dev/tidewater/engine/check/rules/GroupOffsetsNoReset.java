package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.rules.Reads.Read;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;

/** Reading on from where a group stopped fails for a group that has never read, unless it is told where to begin. */
final class GroupOffsetsNoReset implements Rule {
    private static final String RESET = "properties.auto.offset.reset";

    @Override
    public String id() {
        return "group-offsets-no-reset";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (Read read : Reads.ofKafka(script)) {
            String reset = read.table().option(RESET).orElse("none");
            if (Tables.readsFromGroupOffsets(read.table()) && reset.equalsIgnoreCase("none")) {
                boolean isWritten = read.table().option(RESET).isPresent();
                findings.add(
                        isWritten ? read.option(RESET) : read.option("scan.startup.mode"),
                        "the first start fails: group \""
                                + read.table().option("properties.group.id").orElse("")
                                + "\" has not read topic \"" + read.topic() + "\" yet, and nothing says where to begin",
                        (isWritten ? "write" : "add to its WITH:") + " '" + RESET
                                + "' = 'earliest'; 'latest' would pass over all that is there",
                        isWritten
                                ? read.create().flatMap(create -> Options.changing(create, RESET, "earliest"))
                                : read.adding(RESET, "earliest"));
            }
        }
    }
}
