package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.Rule;
import java.util.List;

/** All rules. */
public final class Rules {
    /** In the order of their ids. */
    public static final List<Rule> ALL = List.of(new UpdatingIntoAppendSink());

    private Rules() {}
}
