package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.rules.Queries.Output;
import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.engine.sql.TableFacts.ColumnFacts;
import dev.tidewater.model.Finding.Level;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.flink.sql.parser.dml.RichSqlInsert;

/** INSERT goes by position. Names that stand at other places show that values do too. */
final class SelectStarInsert implements Rule {
    @Override
    public String id() {
        return "select-star-insert";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            if (!(insert.statement().tree().orElse(null) instanceof RichSqlInsert written)) {
                continue;
            }
            List<String> targets = targets(insert, written);
            for (SqlSelect select : Queries.selects(written.getSource())) {
                new Queries(script, insert.statement())
                        .outputs(select)
                        .filter(outputs -> outputs.size() == targets.size())
                        .ifPresent(outputs -> check(insert, outputs, targets, findings));
            }
        }
    }

    private static void check(CheckedInsert insert, List<Output> outputs, List<String> targets, Findings findings) {
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            String target = targets.get(i);
            boolean isElsewhere = targets.contains(output.name());
            if (!output.name().equalsIgnoreCase(target) && (isElsewhere || output.isOfStar())) {
                findings.add(
                        insert.statement().at(output.item()),
                        "\"" + output.name() + "\" of the query goes into \"" + target + "\" of \""
                                + insert.target().shown() + "\": INSERT goes by position, not by name",
                        isElsewhere
                                ? "name the columns in the order of the table: " + String.join(", ", targets)
                                : "name the columns instead of *, each with AS if the table calls it something else: "
                                        + String.join(", ", targets));
                return;
            }
        }
    }

    private static List<String> targets(CheckedInsert insert, RichSqlInsert written) {
        if (written.getTargetColumnList() != null) {
            return written.getTargetColumnList().getList().stream()
                    .map(SqlNode.class::cast)
                    .filter(SqlIdentifier.class::isInstance)
                    .map(name -> ((SqlIdentifier) name).getSimple())
                    .toList();
        }
        return insert.target().columns().stream()
                .filter(column -> column.kind() != ColumnFacts.Kind.COMPUTED)
                .map(ColumnFacts::name)
                .toList();
    }
}
