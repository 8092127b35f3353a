package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.SqlTrees;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;

/** What several rules ask of windows and of GROUP BY. */
final class Windows {
    private static final Set<String> BOUNDS = Set.of("window_start", "window_end");

    private Windows() {}

    static boolean isGroupAggregate(PlanNode node) {
        return node.is("GroupAggregate") || node.is("GlobalGroupAggregate");
    }

    /** The columns of a GROUP BY that are bounds of a window; a window that Flink recognises is no such aggregate. */
    static List<String> bounds(PlanNode groupAggregate) {
        boolean hasWindow =
                groupAggregate.all().anyMatch(node -> node.attributes().containsKey("window"));
        if (!hasWindow) {
            return List.of();
        }
        return groupAggregate.list("groupBy").stream()
                .filter(column -> isBound(groupAggregate.inputs().get(0), column))
                .toList();
    }

    private static boolean isBound(PlanNode node, String column) {
        if (BOUNDS.contains(column)) {
            return true;
        }
        Set<String> behind = new HashSet<>(Columns.behind(node, column));
        return behind.size() == 1
                && !node.inputs().isEmpty()
                && node.inputs().stream()
                        .filter(input -> Columns.of(input).containsAll(behind))
                        .anyMatch(input -> isBound(input, behind.iterator().next()));
    }

    /** A session window that knows no keys, and over which no window operator works as such. */
    static boolean isGlobalSession(PlanNode node) {
        String window = node.attribute("window");
        return node.is("WindowTableFunction") && window.startsWith("SESSION(") && !window.contains("partition keys=");
    }

    /** The GROUP BY that names such columns, by whatever alias; the INSERT's target if it is not certain. */
    static Place groupBy(CheckedInsert insert, List<String> columns) {
        for (CheckedStatement text : insert.texts()) {
            for (SqlSelect select : text.all(SqlSelect.class)) {
                SqlNodeList group = select.getGroup();
                boolean names = group != null
                        && group.getList().stream()
                                .filter(SqlIdentifier.class::isInstance)
                                .map(SqlIdentifier.class::cast)
                                .map(name -> SqlTrees.last(name))
                                .toList()
                                .containsAll(columns);
                if (names) {
                    return text.at(group);
                }
            }
        }
        return insert.statement().target();
    }
}
