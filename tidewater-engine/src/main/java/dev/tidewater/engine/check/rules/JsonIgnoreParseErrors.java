package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.rules.Reads.Read;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;

/** A record that is no JSON is passed over; a field that does not fit becomes NULL. Nobody is told of either. */
final class JsonIgnoreParseErrors implements Rule {
    @Override
    public String id() {
        return "json-ignore-parse-errors";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (Read read : Reads.ofKafka(script)) {
            read.table().options().keySet().stream()
                    .filter(key -> key.endsWith("json.ignore-parse-errors")
                            && Options.isOn(read.table().option(key)))
                    .sorted()
                    .forEach(key -> findings.add(
                            read.option(key),
                            "a record of topic \"" + read.topic() + "\" that cannot be read never comes to \""
                                    + read.insert().target().shown()
                                    + "\", a field of it that does not fit comes as NULL, and nobody is told",
                            "remove it, so that the job stops at such a record; or read the topic by its name, without a CREATE"
                                    + " TABLE: bad records are then kept in the lake"));
        }
    }
}
