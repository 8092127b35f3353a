package dev.tidewater.engine.check;

import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.PlanNode;
import dev.tidewater.engine.check.script.PlanNode.Change;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Draws the plan of an INSERT: what each operator does, which kinds of rows it gives on, what it keeps and for how long.
 *
 * <pre>
 * lake.shop.orders_per_user
 * └─ GroupAggregate by user_id                    changes rows   keeps a row of sums for each key, for ever
 *    └─ TableSourceScan orders                    adds rows
 * </pre>
 */
final class PlanDrawing {
    /** Operators that hand rows on as they come, and say nothing to a reader. */
    private static final List<String> SILENT = List.of("Exchange", "DropUpdateBefore", "WatermarkAssigner");

    private static final Map<Change, String> WORDS =
            Map.of(Change.I, "insert", Change.UB, "update-before", Change.UA, "update-after", Change.D, "delete");

    private final StringBuilder drawing = new StringBuilder();
    private final Map<String, String> settings;

    private PlanDrawing(Map<String, String> settings) {
        this.settings = settings;
    }

    static String of(CheckedInsert insert) {
        PlanDrawing drawing = new PlanDrawing(insert.statement().settings());
        drawing.drawing.append(insert.target().shown()).append('\n');
        drawing.inputs(insert.plan(), "");
        KeptState.of(insert.plan(), drawing.settings)
                .ifPresent(state -> drawing.drawing
                        .append("   its sink keeps ")
                        .append(state.says())
                        .append('\n'));
        return drawing.drawing.toString();
    }

    private void inputs(PlanNode node, String indent) {
        List<PlanNode> inputs = node.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            boolean last = i + 1 == inputs.size();
            draw(heard(inputs.get(i)), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
        }
    }

    private static PlanNode heard(PlanNode node) {
        PlanNode heard = node;
        while (SILENT.contains(heard.kind())) {
            heard = heard.inputs().get(0);
        }
        return heard;
    }

    private void draw(PlanNode node, String first, String rest) {
        drawing.append(first)
                .append(node.kind())
                .append(subject(node))
                .append("  [")
                .append(node.changes().stream().sorted().map(WORDS::get).collect(Collectors.joining(", ")))
                .append("]\n");
        String detail = rest + (node.inputs().isEmpty() ? "   " : "│  ");
        KeptState.of(node, settings)
                .ifPresent(state -> drawing.append(detail)
                        .append("keeps ")
                        .append(state.says())
                        .append('\n'));
        inputs(node, rest);
    }

    private static String subject(PlanNode node) {
        return switch (node.kind()) {
            case "TableSourceScan" -> " " + table(node);
            case "GroupAggregate", "LocalGroupAggregate", "GlobalGroupAggregate" -> by(node.attribute("groupBy"));
            case "WindowAggregate", "LocalWindowAggregate", "GlobalWindowAggregate", "GroupWindowAggregate" ->
                by(node.attribute("groupBy")) + window(node);
            case "WindowTableFunction" -> window(node);
            case "WindowRank", "WindowDeduplicate" ->
                by(node.attribute("partitionBy") + node.attribute("partitionKeys")) + window(node);
            case "Rank" -> by(node.attribute("partitionBy"));
            case "Deduplicate", "ChangelogNormalize" -> by(node.attribute("key"));
            default -> node.kind().endsWith("Join") ? " " + node.attribute("joinType") : "";
        };
    }

    private static String table(PlanNode scan) {
        return String.join(".", scan.table()).replaceFirst("^default_catalog\\.default_database\\.", "");
    }

    private static String by(String keys) {
        return keys.isEmpty() ? "" : " by " + keys;
    }

    private static String window(PlanNode node) {
        String window = node.attribute("window");
        int end = window.indexOf('(');
        String size = window.replaceFirst("(?s).*?(?:size|maxSize|gap)=\\[([^\\]]*)].*", "$1");
        return end < 0 ? "" : " over " + window.substring(0, end) + " of " + size;
    }
}
