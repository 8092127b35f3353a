package dev.tidewater.engine.check.script;

import dev.tidewater.model.Finding;

/**
 * One way in which a script goes wrong. Without state: one object serves all scripts. A rule says nothing where it is not sure;
 * a false alarm is as grave as a miss.
 */
public interface Rule {
    /** In kebab case, never reused; its page is {@code docs/rules/<id>.md}. */
    String id();

    Finding.Level level();

    /** Whether it is about what Flink refuses, too: where both point to one place, only the rule is heard. */
    default boolean explainsRefusals() {
        return false;
    }

    /** Whether what Flink refuses elsewhere is what a finding of this rule is about: then only the rule is heard, too. */
    default boolean explains(Finding refusal) {
        return false;
    }

    void check(CheckedScript script, Findings findings);
}
