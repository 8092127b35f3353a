package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedStatement;
import dev.tidewater.engine.check.script.Place;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.SqlTrees;
import dev.tidewater.engine.sql.TableFacts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;

/** What several rules ask of joins that Flink does by keeping both sides. */
final class Joins {
    private static final Pattern COMPARISON = Pattern.compile("(>=|<=|>|<)\\(");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]*");

    private Joins() {}

    /** A semi join keeps rows of its left side that are found on the right, an anti join those that are not: IN and EXISTS. */
    static boolean isFilter(PlanNode join) {
        return join.attribute("joinType").equals("LeftSemiJoin")
                || join.attribute("joinType").equals("LeftAntiJoin");
    }

    /** Whether all rows of both sides meet in one task, as there is no equality to spread them by. */
    private static boolean isWithoutEquality(PlanNode join) {
        return join.inputs().stream()
                .allMatch(input ->
                        input.is("Exchange") && input.attribute("distribution").equals("single"));
    }

    /**
     * Whether it is a product of two streams, or of a stream and a table without any condition. One row, or rows that the
     * statement names, are no such table; and to compare with a small table is a way to look up ranges.
     */
    static boolean isCross(CheckedInsert insert, PlanNode join) {
        if (isFilter(join) || !isWithoutEquality(join)) {
            return false;
        }
        boolean isOfStreams = join.inputs().stream().allMatch(input -> Flows.grow(insert, input));
        return isOfStreams
                || join.attribute("where").equals("true")
                        && join.inputs().stream().allMatch(input -> isUnboundedTable(insert, input));
    }

    private static boolean isUnboundedTable(CheckedInsert insert, PlanNode side) {
        boolean isOneRow = side.all("GroupAggregate")
                .anyMatch(node -> node.attribute("groupBy").isEmpty());
        return !isOneRow && Flows.tables(insert, side).stream().anyMatch(Flows::isUnbounded);
    }

    /** Whether two columns are bound to one another from both ends, with a length of time, in a join of two streams. */
    static boolean isBoundInTime(CheckedInsert insert, PlanNode join) {
        String where = join.attribute("where");
        if (!where.contains(":INTERVAL ")
                || isFilter(join)
                || !join.inputs().stream().allMatch(input -> Flows.grow(insert, input))) {
            return false;
        }
        Set<List<String>> less = new HashSet<>();
        Matcher matcher = COMPARISON.matcher(where);
        while (matcher.find()) {
            List<String> sides = arguments(where, matcher.end());
            if (sides.size() == 2) {
                List<String> columns = new ArrayList<>(List.of(column(sides.get(0)), column(sides.get(1))));
                if (matcher.group(1).startsWith(">")) {
                    columns.add(columns.remove(0));
                }
                less.add(columns);
            }
        }
        return less.stream()
                .anyMatch(pair -> !pair.get(0).equals(pair.get(1)) && less.contains(List.of(pair.get(1), pair.get(0))));
    }

    /** Where it is written; the table that the INSERT names if that is not certain. */
    static Place place(CheckedInsert insert, PlanNode join) {
        Set<String> left = scanned(insert, join.inputs().get(0));
        Set<String> right = scanned(insert, join.inputs().get(1));
        List<Place> like = new ArrayList<>();
        List<Place> all = new ArrayList<>();
        for (CheckedStatement text : insert.texts()) {
            for (SqlCall call : text.all(SqlCall.class)) {
                if (isFilter(join) && isFilter(call)) {
                    all.add(text.at(call));
                } else if (!isFilter(join) && call instanceof SqlJoin written && isKept(written)) {
                    Place place = text.at(written.getJoinTypeNode().getParserPosition());
                    all.add(place);
                    if (right.containsAll(named(text, written.getRight(), insert))
                            && left.containsAll(named(text, written.getLeft(), insert))) {
                        like.add(place);
                    }
                }
            }
        }
        if (all.size() == 1) {
            return all.get(0);
        }
        return like.isEmpty() ? insert.statement().target() : like.get(0);
    }

    private static boolean isFilter(SqlCall call) {
        return call.getKind() == SqlKind.EXISTS
                || (call.getKind() == SqlKind.IN || call.getKind() == SqlKind.NOT_IN)
                        && call.operand(1).isA(SqlKind.QUERY);
    }

    private static boolean isKept(SqlJoin join) {
        return SqlTrees.all(join.getRight(), SqlNode.class).stream()
                .noneMatch(node -> node.getKind() == SqlKind.SNAPSHOT
                        || node.getKind() == SqlKind.UNNEST
                        || node.getKind() == SqlKind.LATERAL);
    }

    private static Set<String> scanned(CheckedInsert insert, PlanNode side) {
        return Flows.tables(insert, side).stream().map(TableFacts::name).collect(Collectors.toSet());
    }

    /** Last parts of the names of tables of the INSERT that appear. */
    private static Set<String> named(CheckedStatement text, SqlNode tree, CheckedInsert insert) {
        Set<String> tables =
                insert.scans().stream().map(scan -> scan.table().name()).collect(Collectors.toSet());
        return SqlTrees.all(tree, SqlIdentifier.class).stream()
                .filter(name -> !name.isStar())
                .map(name -> SqlTrees.last(name))
                .filter(tables::contains)
                .collect(Collectors.toSet());
    }

    /** What stands between commas from there to the closing bracket. */
    private static List<String> arguments(String text, int from) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int start = from;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && depth-- == 0) {
                arguments.add(text.substring(start, i));
                return arguments;
            } else if (c == ',' && depth == 0) {
                arguments.add(text.substring(start, i));
                start = i + 1;
            }
        }
        return List.of();
    }

    /** The first column of an expression such as {@code +(order_time, 300000:INTERVAL MINUTE)}. */
    private static String column(String expression) {
        Matcher matcher =
                NAME.matcher(expression.replaceAll("\\b(CAST|INTERVAL)\\b", "").strip());
        return matcher.find() ? matcher.group() : expression;
    }
}
