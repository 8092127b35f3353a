package dev.tidewater.engine.check;

import dev.tidewater.engine.check.script.PlanNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an operator of Flink 2.1 remembers.
 *
 * @param what is kept
 * @param until when it is forgotten
 */
record KeptState(String what, String until) {
    private static final Pattern BOUND = Pattern.compile("(left(?:Lower|Upper)Bound)=(-?\\d+)");

    /** Nothing for operators that remember nothing, and a plain word for those that are not known here. */
    static Optional<KeptState> of(PlanNode node, Map<String, String> settings) {
        return Optional.ofNullable(
                switch (node.kind()) {
                    case "Join", "MultiJoin" -> new KeptState("all rows of its inputs", forgotten(node, settings));
                    case "GroupAggregate", "GlobalGroupAggregate", "IncrementalGroupAggregate", "GroupTableAggregate" ->
                        new KeptState("what is aggregated so far, for each key", forgotten(node, settings));
                    case "ChangelogNormalize" -> new KeptState("the last row of each key", forgotten(node, settings));
                    case "Deduplicate" -> new KeptState("a row for each key", forgotten(node, settings));
                    case "Rank" -> new KeptState("the best rows of each partition", forgotten(node, settings));
                    case "SortLimit", "Limit" -> new KeptState("the rows that it shows", forgotten(node, settings));
                    case "IntervalJoin" -> new KeptState("rows of both sides", interval(node));
                    case "TemporalJoin" ->
                        new KeptState(
                                "the versions of each key on the right, and rows on the left that wait for theirs",
                                "a version: until the next one of its key is past the watermark; the last one for ever");
                    case "WindowAggregate", "GlobalWindowAggregate", "GroupWindowAggregate" ->
                        new KeptState("what is aggregated so far, for each key and window", "the window has closed");
                    case "WindowJoin" -> new KeptState("rows of both sides", "their window has closed");
                    case "WindowRank", "WindowDeduplicate" ->
                        new KeptState("the best rows of each key and window", "the window has closed");
                    case "WindowTableFunction" ->
                        node.attribute("window").startsWith("SESSION")
                                ? new KeptState("rows of open sessions", "the session has closed")
                                : null;
                    case "OverAggregate" ->
                        node.attribute("window").contains("UNBOUNDED PRECEDING")
                                ? new KeptState(
                                        "what is aggregated so far, for each partition", forgotten(node, settings))
                                : new KeptState("rows of its frame", "the frame has passed them");
                    case "TemporalSort" -> new KeptState("rows", "the watermark has passed them");
                    case "Match" ->
                        new KeptState("rows that may still become a match", "its WITHIN has passed, if there is one");
                    case "Sink" ->
                        node.attribute("upsertMaterialize").equals("true")
                                ? new KeptState("all rows of each key", forgotten(node, settings))
                                : null;
                    default -> null;
                });
    }

    /** As it stands in a sentence after "keeps". */
    String says() {
        return until.equals("for ever") ? what + ", for ever: unbounded" : what + ", until: " + until;
    }

    private static String forgotten(PlanNode node, Map<String, String> settings) {
        String hint = node.attribute("stateTtlHints");
        if (!hint.isEmpty()) {
            return "not used for the time that the hint STATE_TTL gives (" + hint + ")";
        }
        String ttl = settings.getOrDefault("table.exec.state.ttl", "0");
        return ttl.matches("0\\s*(ms|s|min|h|d)?") ? "for ever" : "not used for " + ttl;
    }

    private static String interval(PlanNode node) {
        long longest = 0;
        Matcher bound = BOUND.matcher(node.attribute("windowBounds"));
        while (bound.find()) {
            longest = Math.max(longest, Math.abs(Long.parseLong(bound.group(2))));
        }
        return "the watermark is "
                + Duration.ofMillis(longest).toString().substring(2).toLowerCase(Locale.ROOT) + " past them";
    }
}
