package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.rules.Times.Timed;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;
import org.apache.flink.sql.parser.ddl.SqlWatermark;

/** A watermark that follows the newest record says that no record is ever older than the one before. */
final class WatermarkZeroDelay implements Rule {
    @Override
    public String id() {
        return "watermark-zero-delay";
    }

    @Override
    public Level level() {
        return Level.INFO;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (Timed timed : Times.read(script)) {
            String name = timed.column().name();
            String delay = timed.table().watermark().orElseThrow().expression().replace("`", "");
            boolean isZero = delay.equals(name) || delay.matches("\\S+ - INTERVAL '0(\\.0+)?' \\w+");
            if (!isZero || !Tables.isKafka(timed.table()) || timed.isOfSource()) {
                continue;
            }
            timed.statement().all(SqlWatermark.class).stream()
                    .findFirst()
                    .ifPresent(watermark -> findings.add(
                            timed.statement().at(watermark.getWatermarkStrategy()),
                            "a record of \"" + timed.table().shown()
                                    + "\" that is a moment older than the one before it in its partition is late: windows and"
                                    + " joins drop it without a word",
                            "allow for how long records are on their way: WATERMARK FOR " + name + " AS " + name
                                    + " - INTERVAL '5' SECOND"));
        }
    }
}
