package dev.tidewater.engine.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidewater.model.Finding;
import dev.tidewater.model.Nearest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML with the places of everything in it; what is wrong is noted, and the rest is read. */
final class YamlNodes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private final String file;
    private final List<Finding> findings;

    YamlNodes(String file, List<Finding> findings) {
        this.file = file;
        this.findings = findings;
    }

    /** A value of a map, and where its key stands. */
    record Entry(Mark key, Node value) {}

    Optional<Node> root(String text) {
        try {
            return new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Mark at = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(mark -> new Mark(file, mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(new Mark(file, 0, 0));
            findings.add(at.error(
                    "this is not YAML: " + Optional.ofNullable(e.getProblem()).orElse("it cannot be read"),
                    "look at the indentation (spaces, no tabs), the colons and the quotes"));
        } catch (YamlEngineException e) {
            String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            findings.add(new Mark(file, 0, 0).error("this is not YAML: " + problem, ""));
        }
        return Optional.empty();
    }

    Mark mark(Node node) {
        return node.getStartMark()
                .map(mark -> new Mark(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(new Mark(file, 0, 0));
    }

    void error(Node node, String message, String hint) {
        findings.add(mark(node).error(message, hint));
    }

    /** Entries of a map that may have these keys only. */
    Map<String, Entry> map(Node node, String what, List<String> known) {
        Map<String, Entry> entries = map(node, what);
        entries.entrySet().removeIf(entry -> {
            if (known.contains(entry.getKey())) {
                return false;
            }
            findings.add(entry.getValue()
                    .key()
                    .error(
                            "unknown key \"" + entry.getKey() + "\" of " + what,
                            Nearest.to(entry.getKey(), known)
                                    .map(near -> "did you mean \"" + near + "\"?")
                                    .orElse("known here: " + String.join(", ", known))));
            return true;
        });
        return entries;
    }

    /** Entries of a map, in order; none, and a finding, if it is none. */
    Map<String, Entry> map(Node node, String what) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode map)) {
            error(node, what + " is a map, not " + kind(node), "write it as key: value");
            return entries;
        }
        for (NodeTuple tuple : map.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                error(tuple.getKeyNode(), "a key is a text", "");
            } else if (entries.putIfAbsent(key.getValue(), new Entry(mark(key), tuple.getValueNode())) != null) {
                error(key, "key \"" + key.getValue() + "\" stands here a second time", "remove one of them");
            }
        }
        return entries;
    }

    List<Node> list(Node node, String what) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        error(node, what + " is a list, not " + kind(node), "begin each of its lines with a dash");
        return List.of();
    }

    Optional<String> text(Node node, String what) {
        if (node instanceof ScalarNode scalar
                && !isNull(node)
                && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue().strip());
        }
        error(node, what + " is a text" + (isNull(node) ? ", and here is none" : ", not " + kind(node)), "");
        return Optional.empty();
    }

    /** One text, or a list of them. */
    List<GivenValue> texts(Node node, String what) {
        List<Node> nodes = node instanceof SequenceNode ? list(node, what) : List.of(node);
        List<GivenValue> texts = new ArrayList<>();
        for (Node one : nodes) {
            text(one, what).ifPresent(text -> texts.add(new GivenValue(NODES.textNode(text), mark(one))));
        }
        return texts;
    }

    /** The value as JSON; numbers keep every digit. */
    JsonNode json(Node node) {
        if (node instanceof MappingNode map) {
            ObjectNode object = NODES.objectNode();
            if (map.isRecursive()) {
                error(node, "this contains itself", "");
                return object;
            }
            map(map, "a value").forEach((key, entry) -> object.set(key, json(entry.value())));
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = NODES.arrayNode();
            if (sequence.isRecursive()) {
                error(node, "this contains itself", "");
                return array;
            }
            sequence.getValue().forEach(element -> array.add(json(element)));
            return array;
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.getScalarStyle() == ScalarStyle.PLAIN ? plain(scalar) : NODES.textNode(scalar.getValue());
    }

    private JsonNode plain(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        try {
            if (tag.equals(Tag.INT)) {
                BigInteger number = new BigInteger(text);
                return number.bitLength() < 64 ? NODES.numberNode(number.longValue()) : NODES.numberNode(number);
            }
            if (tag.equals(Tag.FLOAT)) {
                return NODES.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            return NODES.textNode(text);
        }
        if (tag.equals(Tag.BOOL)) {
            return NODES.booleanNode(Boolean.parseBoolean(text));
        }
        return tag.equals(Tag.NULL) ? NODES.nullNode() : NODES.textNode(text);
    }

    static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    static String kind(Node node) {
        return switch (node.getNodeType()) {
            case MAPPING -> "a map";
            case SEQUENCE -> "a list";
            default -> isNull(node) ? "nothing" : "a single value";
        };
    }
}
