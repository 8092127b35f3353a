package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.rules.Reads.Read;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;

/** What comes while nobody reads, before the first start or between two without a savepoint, is never read. */
final class LatestOffset implements Rule {
    private static final String MODE = "scan.startup.mode";

    @Override
    public String id() {
        return "latest-offset";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (Read read : Reads.ofKafka(script)) {
            if (read.table().option(MODE).filter("latest-offset"::equals).isPresent()
                    && !Tables.isForShow(read.insert().target())) {
                findings.add(
                        read.option(MODE),
                        "\"" + read.insert().target().shown() + "\" never gets what came to topic \"" + read.topic()
                                + "\" before the job read it: neither at the first start nor after one without saved state",
                        "write 'earliest-offset'; or 'group-offsets' with 'properties.auto.offset.reset', or 'timestamp' with"
                                + " 'scan.startup.timestamp-millis'");
            }
        }
    }
}
