package dev.tidewater.engine.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidewater.engine.check.script.CheckedInsert;
import dev.tidewater.engine.check.script.CheckedScript;
import dev.tidewater.engine.check.script.CompiledNode;
import dev.tidewater.engine.check.script.Findings;
import dev.tidewater.engine.check.script.Rule;
import dev.tidewater.model.Finding.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A moment has a day and an hour only in some time zone. Flink takes the session's, or else that of the machine. */
final class TimeZoneImplicit implements Rule {
    private static final String KEY = "table.local-time-zone";
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Pattern BOUND = Pattern.compile("\\bwindow_(start|end)\\b");
    private static final Set<String> OF_MOMENT = Set.of("DATE_FORMAT", "EXTRACT", "FLOOR", "CEIL");
    private static final Set<String> OF_NOTHING =
            Set.of("CURRENT_DATE", "LOCALTIME", "LOCALTIMESTAMP", "FROM_UNIXTIME");

    @Override
    public String id() {
        return "time-zone-implicit";
    }

    @Override
    public Level level() {
        return Level.WARN;
    }

    @Override
    public void check(CheckedScript script, Findings findings) {
        for (CheckedInsert insert : script.inserts()) {
            if (insert.statement().setting(KEY).isEmpty() && !Tables.isForShow(insert.target())) {
                reason(insert)
                        .ifPresent(reason -> findings.add(
                                insert.statement().target(),
                                reason + " in \"" + insert.target().shown()
                                        + "\" depends on the time zone of the session, and none is set: in another Flink the"
                                        + " same script may give other values",
                                "SET 'table.local-time-zone' = 'UTC'; before the first statement"));
            }
        }
    }

    private static Optional<String> reason(CheckedInsert insert) {
        boolean hasWindow = insert.compiled()
                .all()
                .anyMatch(node -> isZoned(node.properties()
                                .path("windowing")
                                .path("timeAttributeType")
                                .path("type")
                                .asText())
                        && !(isSameInAllZones(
                                        node.properties().path("windowing").path("window"))
                                && !showsBounds(insert)));
        if (hasWindow) {
            return Optional.of("where a window over TIMESTAMP_LTZ begins and ends");
        }
        return insert.compiled()
                .all()
                .filter(node -> node.type().equals("calc"))
                .flatMap(TimeZoneImplicit::calls)
                .filter(TimeZoneImplicit::isOfZone)
                .findFirst()
                .map(call -> Aggregates.function(call).equals("CAST")
                        ? "what a CAST between TIMESTAMP_LTZ and a date, a time or a text gives"
                        : "what " + Aggregates.function(call) + " gives");
    }

    /**
     * All time zones of today are a multiple of a quarter of an hour away from UTC, and change by such, so a window that divides it is
     * one and the same stretch of time everywhere. One that is longer, or overlaps others, may begin or end elsewhere, or hold a
     * change to summer time.
     */
    private static boolean isSameInAllZones(JsonNode window) {
        String size = switch (window.path("type").asText()) {
            case "TumblingWindow" -> window.path("size").asText();
            case "CumulativeWindow" -> window.path("maxSize").asText();
            default -> "";
        };
        return !size.isEmpty()
                && QUARTER.toMillis() % Math.max(1, Duration.parse(size).toMillis()) == 0;
    }

    /** Bounds of such windows are a TIMESTAMP without a zone: what a clock on the wall shows there. */
    private static boolean showsBounds(CheckedInsert insert) {
        return insert.plan()
                        .all()
                        .filter(node -> !node.attributes().containsKey("window") && !node.is("Exchange"))
                        .anyMatch(node -> BOUND.matcher(
                                        node.attribute("select") + node.attribute("where") + node.attribute("groupBy"))
                                .find())
                || insert.plan().inputs().stream()
                        .anyMatch(node -> node.attributes().containsKey("window"));
    }

    private static Stream<JsonNode> calls(CompiledNode calc) {
        return Stream.concat(
                all(calc.properties().path("projection")), all(calc.properties().path("condition")));
    }

    private static Stream<JsonNode> all(JsonNode node) {
        return Stream.concat(
                Stream.of(node),
                StreamSupport.stream(node.spliterator(), false)
                        .filter(JsonNode::isContainerNode)
                        .flatMap(TimeZoneImplicit::all));
    }

    private static boolean isOfZone(JsonNode call) {
        String function = Aggregates.function(call);
        if (function.equals("CAST")) {
            String from = type(call.path("operands").path(0));
            String to = type(call);
            return isZoned(from) && isUnzoned(to) || isUnzoned(from) && isZoned(to);
        }
        return OF_NOTHING.contains(function)
                || OF_MOMENT.contains(function)
                        && StreamSupport.stream(call.path("operands").spliterator(), false)
                                .anyMatch(operand -> isZoned(type(operand)));
    }

    private static boolean isUnzoned(String type) {
        return !isZoned(type) && type.matches("(TIMESTAMP|DATE|TIME|VARCHAR|CHAR).*");
    }

    private static String type(JsonNode expression) {
        JsonNode type = expression.path("type");
        return type.isTextual() ? type.asText() : type.path("type").asText();
    }

    private static boolean isZoned(String type) {
        return type.contains("LOCAL_TIME_ZONE") || type.contains("LOCAL TIME ZONE") || type.contains("_LTZ");
    }
}
