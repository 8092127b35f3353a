package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tidewater.engine.testing.TestCase.End;
import dev.tidewater.engine.testing.TestCase.Redelivery;
import dev.tidewater.engine.testing.YamlNodes.Entry;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.TidewaterException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads test files; every fault of a file is found at once. */
final class TestFileReader {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,5})\\s*(s|min)");

    private final String file;
    private final String text;
    private final Path folder;
    private final List<Finding> findings = new ArrayList<>();
    private final YamlNodes yaml;

    private TestFileReader(String file, String text, Path folder) {
        this.file = file;
        this.text = text;
        this.folder = folder;
        this.yaml = new YamlNodes(file, findings);
    }

    /**
     * @param file as the user named it
     * @param folder that the file's own paths start from
     * @throws TidewaterException (CONFIGURATION) with every fault
     */
    static TestFile read(String file, String text, Path folder) {
        TestFileReader reader = new TestFileReader(file, text, folder);
        Optional<TestFile> read = reader.yaml.root(text).flatMap(reader::file);
        if (read.isEmpty() && reader.findings.isEmpty()) {
            reader.findings.add(new Mark(file, 0, 0).error("the file is empty", "write at least pipeline: and cases:"));
        }
        if (!reader.findings.isEmpty()) {
            throw broken(file, reader.findings);
        }
        return read.orElseThrow();
    }

    static TidewaterException broken(String file, List<Finding> findings) {
        return new TidewaterException(
                ErrorCode.CONFIGURATION,
                "\"" + file + "\" has " + (findings.size() == 1 ? "an error" : findings.size() + " errors"),
                "",
                findings,
                null);
    }

    private Optional<TestFile> file(Node root) {
        Map<String, Entry> keys = yaml.map(root, "a test file", List.of("pipeline", "timeout", "topics", "cases"));
        Optional<GivenValue> pipeline = require(root, keys, "pipeline", "name the pipeline that is tested")
                .flatMap(node -> yaml.texts(node, "pipeline").stream().findFirst());
        Duration timeout = timeout(keys, TIMEOUT);
        Map<String, TopicSpec> topics = new LinkedHashMap<>();
        find(keys, "topics")
                .ifPresent(node ->
                        yaml.map(node, "topics").forEach((topic, entry) -> topics.put(topic, topic(topic, entry))));
        List<TestCase> cases = new ArrayList<>();
        Set<String> names = new HashSet<>();
        require(root, keys, "cases", "write at least one case")
                .ifPresent(node -> yaml.list(node, "cases")
                        .forEach(one -> testCase(one, timeout, names).ifPresent(cases::add)));
        return pipeline.map(name -> new TestFile(file, text, name, topics, cases));
    }

    private TopicSpec topic(String topic, Entry entry) {
        Map<String, Entry> keys = yaml.map(
                entry.value(),
                "topic \"" + topic + "\"",
                List.of("schema", "key", "timestamp", "settings", "defaults"));
        Map<String, GivenValue> defaults = new LinkedHashMap<>();
        find(keys, "defaults")
                .ifPresent(node -> yaml.map(node, "defaults")
                        .forEach((column, value) ->
                                defaults.put(column, new GivenValue(yaml.json(value.value()), value.key()))));
        return new TopicSpec(
                entry.key(),
                find(keys, "schema").flatMap(node -> yaml.text(node, "schema")).map(folder::resolve),
                find(keys, "key").map(node -> yaml.texts(node, "key")).orElse(List.of()).stream()
                        .map(key -> key.value().asText())
                        .toList(),
                find(keys, "timestamp").flatMap(node -> yaml.text(node, "timestamp")),
                find(keys, "settings").map(this::settings).orElse(Map.of()),
                defaults);
    }

    private Map<String, String> settings(Node node) {
        Map<String, String> settings = new LinkedHashMap<>();
        yaml.map(node, "settings", SettingsOfTopics.KEYS)
                .forEach((key, entry) -> yaml.text(entry.value(), key).ifPresent(value -> settings.put(key, value)));
        return settings;
    }

    private Optional<TestCase> testCase(Node node, Duration usual, Set<String> names) {
        Map<String, Entry> keys =
                yaml.map(node, "a case", List.of("name", "given", "steps", "expect", "end", "timeout", "redelivery"));
        Optional<String> name = require(node, keys, "name", "say in a sentence what the case shows")
                .flatMap(value -> yaml.text(value, "name"));
        name.filter(own -> !names.add(own))
                .ifPresent(own -> yaml.error(node, "a second case has the name \"" + own + "\"", "rename one of them"));
        List<Step> steps = new ArrayList<>();
        find(keys, "given").ifPresent(given -> steps.add(step(given)));
        find(keys, "steps").ifPresent(list -> {
            for (Node one : yaml.list(list, "steps")) {
                require(one, yaml.map(one, "a step", List.of("given")), "given", "say what is sent")
                        .ifPresent(given -> steps.add(step(given)));
            }
        });
        List<Expectation> expectations = new ArrayList<>();
        require(node, keys, "expect", "say what the outputs hold then, by lake table")
                .ifPresent(expect -> yaml.map(expect, "expect")
                        .forEach((output, entry) -> expectations.add(expectation(output, entry))));
        End end = find(keys, "end")
                .flatMap(value -> choice(value, "end", Map.of("drain", End.DRAIN, "open", End.OPEN)))
                .orElse(End.DRAIN);
        Redelivery redelivery = find(keys, "redelivery")
                .flatMap(value -> choice(
                        value,
                        "redelivery",
                        Map.of("harmless", Redelivery.HARMLESS, "not-claimed", Redelivery.NOT_CLAIMED)))
                .orElse(Redelivery.NOT_CLAIMED);
        Duration timeout = timeout(keys, usual);
        return name.map(own -> new TestCase(own, yaml.mark(node), steps, expectations, end, timeout, redelivery));
    }

    private Step step(Node given) {
        Map<String, List<GivenRow>> rows = new LinkedHashMap<>();
        Map<String, Mark> marks = new LinkedHashMap<>();
        yaml.map(given, "given").forEach((topic, entry) -> {
            marks.put(topic, entry.key());
            rows.put(topic, rows(entry.value()));
        });
        return new Step(rows, marks);
    }

    /** Inline, or of a file beside this one. */
    private List<GivenRow> rows(Node node) {
        if (!(node instanceof MappingNode)) {
            return yaml.list(node, "rows").stream().map(this::row).toList();
        }
        Map<String, Entry> keys = yaml.map(node, "rows", List.of("csv", "jsonl"));
        if (keys.size() != 1) {
            yaml.error(node, "rows are a list, or one file: csv or jsonl", "write for example {csv: orders.csv}");
            return List.of();
        }
        Map.Entry<String, Entry> only = keys.entrySet().iterator().next();
        return yaml.text(only.getValue().value(), only.getKey())
                .map(name -> RowFiles.read(
                        only.getKey(),
                        folder.resolve(name),
                        yaml.mark(only.getValue().value()),
                        findings))
                .orElse(List.of());
    }

    private GivenRow row(Node node) {
        Map<String, Mark> columns = new LinkedHashMap<>();
        if (node instanceof MappingNode) {
            yaml.map(node, "a row").forEach((column, entry) -> columns.put(column, yaml.mark(entry.value())));
        } else if (node instanceof SequenceNode || YamlNodes.isNull(node)) {
            yaml.error(
                    node,
                    "a row is a map of columns, not " + YamlNodes.kind(node),
                    "write for example - {id: 1, name: a}; a text is sent as it is");
            return new GivenRow(MissingNode.getInstance(), yaml.mark(node), Map.of());
        }
        JsonNode value = columns.isEmpty() && node instanceof ScalarNode scalar
                ? new com.fasterxml.jackson.databind.node.TextNode(scalar.getValue())
                : yaml.json(node);
        return new GivenRow(value, yaml.mark(node), columns);
    }

    private Expectation expectation(String output, Entry entry) {
        Node value = entry.value();
        if (value instanceof SequenceNode) {
            return new Expectation(
                    output,
                    entry.key(),
                    List.of(),
                    Optional.of(rows(value)),
                    Optional.empty(),
                    Optional.empty(),
                    written(value));
        }
        if (value instanceof ScalarNode) {
            return new Expectation(
                    output, entry.key(), List.of(), Optional.empty(), count(value), Optional.empty(), Optional.empty());
        }
        Map<String, Entry> keys = yaml.map(value, "output \"" + output + "\"", List.of("key", "rows", "count", "sql"));
        Optional<Node> rows = find(keys, "rows");
        Optional<Node> count = find(keys, "count");
        Optional<Node> sql = find(keys, "sql");
        if (rows.isPresent() == count.isPresent() && (rows.isPresent() || sql.isEmpty())) {
            yaml.error(value, "output \"" + output + "\" needs rows or count, one of them", "write rows: [] for none");
        }
        // A query that finds faults is expected to find none.
        Optional<List<GivenRow>> wanted = rows.map(this::rows)
                .or(() -> sql.isPresent() && count.isEmpty() ? Optional.of(List.of()) : Optional.empty());
        return new Expectation(
                output,
                entry.key(),
                find(keys, "key").map(node -> yaml.texts(node, "key")).orElse(List.of()),
                wanted,
                count.flatMap(this::count),
                sql.flatMap(node -> yaml.text(node, "sql")),
                rows.filter(SequenceNode.class::isInstance).flatMap(TestFileReader::written));
    }

    private static Optional<Expectation.Written> written(Node rows) {
        boolean isBlock = rows instanceof SequenceNode sequence && sequence.getFlowStyle() == FlowStyle.BLOCK;
        return rows.getStartMark()
                .flatMap(start -> end(rows)
                        .map(end -> new Expectation.Written(
                                start.getIndex(), end, isBlock ? Optional.of(start.getColumn()) : Optional.empty())));
    }

    /** A block is said to end where the next thing begins, behind comments that are not its own. */
    private static Optional<Integer> end(Node node) {
        if (node instanceof CollectionNode<?> collection
                && collection.getFlowStyle() == FlowStyle.BLOCK
                && !collection.getValue().isEmpty()) {
            Object last = collection.getValue().get(collection.getValue().size() - 1);
            return end(last instanceof NodeTuple tuple ? tuple.getValueNode() : (Node) last);
        }
        return node.getEndMark().map(mark -> mark.getIndex());
    }

    private Optional<Long> count(Node node) {
        JsonNode number = yaml.json(node);
        if (number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0) {
            return Optional.of(number.longValue());
        }
        yaml.error(node, "this is neither a list of rows nor their number", "write rows: or a count such as 0");
        return Optional.empty();
    }

    private Duration timeout(Map<String, Entry> keys, Duration usual) {
        return find(keys, "timeout")
                .flatMap(node -> {
                    Optional<Duration> timeout = yaml.text(node, "timeout").flatMap(TestFileReader::duration);
                    if (timeout.isEmpty()) {
                        yaml.error(node, "a timeout is a time", "write for example 30 s or 2 min");
                    }
                    return timeout;
                })
                .orElse(usual);
    }

    private static Optional<Duration> duration(String text) {
        Matcher matcher = SECONDS.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(matcher.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number));
    }

    private <T> Optional<T> choice(Node node, String what, Map<String, T> choices) {
        Optional<T> chosen = yaml.text(node, what).map(choices::get);
        if (chosen.isEmpty()) {
            yaml.error(
                    node,
                    "this is no value of " + what,
                    "write one of: "
                            + String.join(
                                    ", ", choices.keySet().stream().sorted().toList()));
        }
        return chosen;
    }

    private Optional<Node> require(Node parent, Map<String, Entry> keys, String key, String hint) {
        if (!keys.containsKey(key) && parent instanceof MappingNode) {
            yaml.error(parent, "key \"" + key + "\" is missing", hint);
        }
        return find(keys, key);
    }

    private static Optional<Node> find(Map<String, Entry> keys, String key) {
        return Optional.ofNullable(keys.get(key)).map(Entry::value);
    }
}
