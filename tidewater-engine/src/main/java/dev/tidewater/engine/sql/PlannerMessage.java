package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says in the user's words, and at a place in the user's file, what Flink and Calcite say in theirs. The message texts are
 * those of Flink 2.1.
 */
public final class PlannerMessage {
    /** The first that understands a fault explains it. */
    private static final List<Function<PlannerFault, Optional<Finding>>> READERS = List.of(
            ParseErrors::read,
            PositionedErrors::read,
            OptionErrors::read,
            StreamErrors::read,
            PlanErrors::read,
            CatalogErrors::read,
            fault -> Optional.of(unknown(fault)));

    private final SqlScript script;
    private final PlannerNames names;

    private PlannerMessage(SqlScript script, PlannerNames names) {
        this.script = script;
        this.names = names;
    }

    /** @param script whose statements may be the real place of a fault: the CREATE TABLE with the wrong option */
    public static PlannerMessage of(SqlScript script) {
        return of(script, PlannerNames.NONE);
    }

    /** @param names that exist beside those the script itself creates */
    static PlannerMessage of(SqlScript script, PlannerNames names) {
        return new PlannerMessage(script, names.and(script));
    }

    /**
     * @param messages of an exception and its causes, outermost first; what is null is left out by the caller
     * @param statement that Flink was given; its {@link SqlStatement#text()} is the text that positions are about
     */
    public Finding explain(List<String> messages, SqlStatement statement) {
        PlannerFault fault = new PlannerFault(messages, statement, script, names);
        return READERS.stream()
                .flatMap(reader -> reader.apply(fault).stream())
                .findFirst()
                .orElseThrow();
    }

    /** The deepest message that is a sentence; at the first name that it quotes, else at the statement. */
    private static Finding unknown(PlannerFault fault) {
        String message = fault.deepestSentence().orElse("Flink refuses this statement without saying why");
        return fault.finding(SqlRules.PLAN, fault.whereQuoted(message), Sentence.first(message), "");
    }
}
