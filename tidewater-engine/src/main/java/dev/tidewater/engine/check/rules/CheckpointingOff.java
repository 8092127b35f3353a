package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Fix;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.SqlStatement.Kind;
import dev.tidewater.engine.sql.TableFacts;
import dev.tidewater.model.Finding.Level;
import java.util.Optional;

/** Iceberg commits, and Kafka's transactions end, when a checkpoint is complete. */
final class CheckpointingOff implements Rule {
    private static final String INTERVAL = "execution.checkpointing.interval";

    @Override
    public String id() {
        return "checkpointing-off";
    }

    @Override
    public Level level() {
        return Level.ERROR;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            TableFacts target = insert.target();
            boolean isLake = Tables.isIceberg(target);
            if ((isLake || Tables.isWrittenExactlyOnce(target))
                    && insert.statement().setting(INTERVAL).isEmpty()) {
                findings.add(
                        insert.statement().target(),
                        "\"" + target.shown() + "\" stays empty: "
                                + (isLake
                                        ? "rows are committed to it when a checkpoint is complete"
                                        : "its readers see rows when a checkpoint is complete")
                                + ", and there are no checkpoints",
                        "write SET '" + INTERVAL + "' = '10 s'; before it",
                        setting(script));
            }
        }
    }

    /** None if something takes the setting back, or if nothing stands before a statement set. */
    private static Optional<Fix> setting(CheckedScript script) {
        CheckedStatement first = script.statements().get(0);
        boolean isTakenBack = script.statements(Kind.RESET).findAny().isPresent();
        return isTakenBack || first.is(Kind.INSERT)
                ? Optional.empty()
                : Optional.of(Fix.insertBefore(first.start(), "SET '" + INTERVAL + "' = '10 s';\n\n"));
    }
}
