package dev.tidewater.engine.check.rules;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CompiledNode;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.sql.TableFacts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.TimeUtils;

/** Windows over the time of events, and the tables whose rows come to them as they come: late or not. */
final class WindowDrops {
    private static final Set<String> WINDOWS = Set.of(
            "WindowAggregate",
            "LocalWindowAggregate",
            "GlobalWindowAggregate",
            "GroupWindowAggregate",
            "WindowJoin",
            "WindowRank",
            "WindowDeduplicate",
            "WindowTableFunction");
    private static final Map<String, String> OF_GROUP_BY = Map.of(
            "TumblingGroupWindow", "TUMBLE",
            "SlidingGroupWindow", "HOP",
            "SessionGroupWindow", "SESSION");
    private static final Pattern LENGTH = Pattern.compile("(?:\\bsize|max_size|gap)=\\[([^]]*)]");
    private static final Pattern TIME = Pattern.compile("time_col=\\[([^]]*)]|GroupWindow\\('w\\$, ([^,]+),");
    private static final Pattern FIRST_NUMBER = Pattern.compile(", (\\d+)");

    /**
     * Rows of a table that miss a window.
     *
     * @param function TUMBLE, HOP, CUMULATE or SESSION
     * @param length {@code " of 10 min"}; empty if it cannot be told
     * @param isOfGroupBy whether it is one of the older windows, {@code GROUP BY TUMBLE(…)}
     */
    record Drop(TableFacts table, String function, String length, boolean isOfGroupBy) {}

    private final CheckedInsert insert;
    private final Set<PlanNode> ofProcessing = new HashSet<>();
    private final List<Drop> drops = new ArrayList<>();

    private WindowDrops(CheckedInsert insert) {
        this.insert = insert;
    }

    /** Those of an INSERT, from its sink. */
    static List<Drop> in(CheckedInsert insert) {
        WindowDrops found = new WindowDrops(insert);
        found.markThoseOfProcessing();
        insert.plan().all().filter(WindowDrops::drops).forEach(found::add);
        return found.drops.stream().distinct().toList();
    }

    /** Windows over the time of processing, which no watermark closes. */
    static Set<PlanNode> ofProcessing(CheckedInsert insert) {
        WindowDrops found = new WindowDrops(insert);
        found.markThoseOfProcessing();
        return Set.copyOf(found.ofProcessing);
    }

    /** Only the compiled plan tells of which time a window is. */
    private void markThoseOfProcessing() {
        List<PlanNode> planned = insert.plan()
                .all()
                .filter(node -> WINDOWS.contains(node.kind()))
                .toList();
        Set<String> types = new HashSet<>();
        WINDOWS.forEach(kind -> types.add(compiled(kind)));
        List<CompiledNode> compiled = insert.compiled()
                .all()
                .filter(node -> types.contains(node.type()))
                .toList();
        for (int i = 0; i < planned.size() && planned.size() == compiled.size(); i++) {
            var properties = compiled.get(i).properties();
            String windowing =
                    "" + properties.path("windowing") + properties.path("leftWindowing") + properties.path("window");
            if (windowing.contains("PROCTIME")) {
                ofProcessing.add(planned.get(i));
            }
        }
    }

    private static String compiled(String kind) {
        return kind.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    /** The first half of an aggregate leaves it to the second; only a session looks at the time when it is assigned. */
    private static boolean drops(PlanNode node) {
        return WINDOWS.contains(node.kind())
                && !node.is("LocalWindowAggregate")
                && (!node.is("WindowTableFunction") || node.attribute("window").startsWith("SESSION"));
    }

    private void add(PlanNode window) {
        if (ofProcessing.contains(window)) {
            return;
        }
        String text = window.attribute("window") + window.attribute("leftWindow");
        String function = text.substring(0, Math.max(0, text.indexOf('(')));
        boolean isOfGroupBy = window.is("GroupWindowAggregate");
        List<TableFacts> tables = new ArrayList<>();
        window.inputs().forEach(input -> tables(input, time(window).orElse(""), tables));
        for (TableFacts table : tables) {
            drops.add(new Drop(
                    table,
                    isOfGroupBy ? OF_GROUP_BY.getOrDefault(function, function) : function,
                    isOfGroupBy ? milliseconds(text) : length(text),
                    isOfGroupBy));
        }
    }

    /** The column whose time decides, where an operator names one. */
    private static Optional<String> time(PlanNode window) {
        Matcher time = TIME.matcher(window.attribute("window"));
        return time.find() ? Optional.of(Objects.requireNonNullElse(time.group(1), time.group(2))) : Optional.empty();
    }

    /**
     * The tables whose rows come there with their own time. What another window gives on is never late: it comes before the
     * watermark that closes it.
     *
     * @param time the column of the time; empty if it is not known
     */
    private void tables(PlanNode node, String time, List<TableFacts> tables) {
        if (node.is("TableSourceScan")) {
            insert.scans().stream()
                    .filter(scan -> scan.node().equals(node))
                    .map(CheckedInsert.Scan::table)
                    .filter(table -> table.watermark().isPresent())
                    .findFirst()
                    .ifPresent(tables::add);
        } else if (!drops(node)) {
            Set<String> behind = Columns.behind(node, time(node).orElse(time));
            String next = behind.size() == 1 ? behind.iterator().next() : "";
            if (node.inputs().size() == 2) {
                side(node, next, tables);
            } else {
                node.inputs().forEach(input -> tables(input, next, tables));
            }
        }
    }

    /** Of a join, or of a UNION, both of whose sides give every column. */
    private void side(PlanNode node, String time, List<TableFacts> tables) {
        PlanNode left = node.inputs().get(0);
        PlanNode right = node.inputs().get(1);
        List<String> columns = Columns.of(node);
        int size = Columns.of(left).size();
        int at = columns.indexOf(time);
        if (node.is("Union") || at < 0) {
            node.inputs().forEach(input -> tables(input, time, tables));
        } else if (at < size) {
            tables(left, Columns.of(left).get(at), tables);
        } else {
            List<String> rights = Columns.of(right);
            tables(right, at - size < rights.size() ? rights.get(at - size) : "", tables);
        }
    }

    private static String length(String window) {
        Matcher length = LENGTH.matcher(window);
        return length.find() ? " of " + length.group(1) : "";
    }

    private static String milliseconds(String window) {
        Matcher number = FIRST_NUMBER.matcher(window);
        return number.find()
                ? " of "
                        + TimeUtils.formatWithHighestUnit(
                                Duration.ofMillis(Long.parseLong(Objects.requireNonNull(number.group(1)))))
                : "";
    }
}
