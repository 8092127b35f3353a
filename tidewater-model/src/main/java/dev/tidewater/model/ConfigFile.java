package dev.tidewater.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the YAML of one configuration file into entries, and notes every fault on the way. */
final class ConfigFile {
    private final String file;
    private final List<Finding> faults;
    private final Map<String, ConfigEntry> entries = new LinkedHashMap<>();

    private ConfigFile(String file, List<Finding> faults) {
        this.file = file;
        this.faults = faults;
    }

    /**
     * @param file as the findings shall name it
     * @param faults receives what is wrong
     * @return the entries by {@link ConfigEntry#name}, in the order of the file
     */
    static Map<String, ConfigEntry> read(String file, String yaml, List<Finding> faults) {
        ConfigFile reader = new ConfigFile(file, faults);
        try {
            new Compose(LoadSettings.builder().setLabel(file).build())
                    .composeString(yaml)
                    .filter(root -> !isNull(root))
                    .ifPresent(reader::root);
        } catch (MarkedYamlEngineException e) {
            reader.syntax(e);
        } catch (YamlEngineException e) {
            String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            faults.add(new Place(file, 0, 0).error("config-syntax", "this is not YAML: " + problem, ""));
        }
        return reader.entries;
    }

    private void syntax(MarkedYamlEngineException e) {
        Place place = e.getProblemMark()
                .or(e::getContextMark)
                .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(new Place(file, 0, 0));
        String problem = Optional.ofNullable(e.getProblem()).orElse("it cannot be read");
        boolean tab = problem.contains("'\\t(TAB)'") || problem.contains("\t");
        faults.add(place.error(
                "config-syntax",
                "this is not YAML: " + problem,
                tab ? "indent with spaces, YAML takes no tabs" : "look at the indentation, the colons and the quotes"));
    }

    private void root(Node root) {
        if (root instanceof MappingNode map) {
            group("", map);
        } else {
            faults.add(place(root)
                    .error("config-type", "a configuration file holds keys and values", "write it as key: value"));
        }
    }

    /** Walks the keys below a prefix that ends in a dot, or at the top. */
    private void group(String prefix, MappingNode map) {
        for (NodeTuple tuple : map.getValue()) {
            key(tuple.getKeyNode()).ifPresent(key -> entry(prefix, key, tuple));
        }
    }

    private void entry(String prefix, String key, NodeTuple tuple) {
        String path = prefix + key;
        Place keyPlace = place(tuple.getKeyNode());
        Node value = tuple.getValueNode();
        for (ConfigKey known : ConfigKeys.ALL) {
            if (known instanceof ConfigKey.Table<?, ?> table && (path + ".").startsWith(table.name() + ".")) {
                table(table, path, keyPlace, value);
                return;
            }
            if (known.name().equals(path)) {
                text(path, value).ifPresent(text -> add(new ConfigEntry(known, "", text, keyPlace, place(value))));
                return;
            }
        }
        List<String> below = below(path + ".");
        if (below.isEmpty()) {
            faults.add(keyPlace.error("config-unknown-key", "unknown key \"" + path + "\"", meant(prefix, key)));
        } else if (value instanceof MappingNode map) {
            group(path + ".", map);
        } else if (!isNull(value)) {
            faults.add(place(value)
                    .error(
                            "config-type",
                            "key \"" + path + "\" takes no value of its own",
                            "nest under it: " + String.join(", ", below)));
        }
    }

    /** A value at or below a key whose map is the user's; a map in a map joins its keys with dots. */
    private void table(ConfigKey.Table<?, ?> table, String path, Place keyPlace, Node value) {
        if (value instanceof MappingNode map) {
            if (map.isRecursive()) {
                faults.add(place(value).error("config-type", "key \"" + path + "\" contains itself", ""));
                return;
            }
            for (NodeTuple tuple : map.getValue()) {
                key(tuple.getKeyNode())
                        .ifPresent(
                                key -> table(table, path + "." + key, place(tuple.getKeyNode()), tuple.getValueNode()));
            }
        } else if (!path.equals(table.name())) {
            String own = path.substring(table.name().length() + 1);
            text(path, value).ifPresent(text -> add(new ConfigEntry(table, own, text, keyPlace, place(value))));
        } else if (!isNull(value)) {
            faults.add(place(value)
                    .error(
                            "config-type",
                            "key \"" + path + "\" takes a map, not a " + kind(value),
                            "nest under it lines such as: " + table.keys().label() + ": "
                                    + table.values().label()));
        }
    }

    private void add(ConfigEntry entry) {
        ConfigEntry earlier = entries.putIfAbsent(entry.name(), entry);
        if (earlier != null) {
            faults.add(entry.keyPlace()
                    .error(
                            "config-duplicate-key",
                            "key \"" + entry.name() + "\" stands here a second time",
                            "remove one of them; the first is in line "
                                    + earlier.keyPlace().line()));
        }
    }

    private Optional<String> key(Node node) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        faults.add(place(node).error("config-type", "a key is a text, not a " + kind(node), ""));
        return Optional.empty();
    }

    private Optional<String> text(String path, Node node) {
        if (isNull(node)) {
            faults.add(place(node)
                    .error("config-value", "key \"" + path + "\" has no value", "give it one, or remove the line"));
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        faults.add(place(node)
                .error("config-type", "key \"" + path + "\" takes one value, not a " + kind(node), "write one value"));
        return Optional.empty();
    }

    /** The nearest key among the neighbours, else a key of that name elsewhere, else what may stand here. */
    private static String meant(String prefix, String key) {
        List<String> neighbours = below(prefix);
        Optional<String> near = Nearest.to(key, neighbours).map(neighbour -> prefix + neighbour);
        Optional<String> elsewhere = ConfigKeys.ALL.stream()
                .map(ConfigKey::name)
                .filter(name -> name.endsWith("." + key))
                .findFirst();
        List<String> all = ConfigKeys.ALL.stream().map(ConfigKey::name).toList();
        return near.or(() -> elsewhere)
                .or(() -> Nearest.to(prefix + key, all))
                .map(name -> "did you mean \"" + name + "\"?")
                .orElse("known here: " + String.join(", ", neighbours));
    }

    /** The next parts of the names of all keys that begin so. */
    private static List<String> below(String prefix) {
        return ConfigKeys.ALL.stream()
                .map(ConfigKey::name)
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).split("\\.", 2)[0])
                .distinct()
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private Place place(Node node) {
        return node.getStartMark()
                .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
                .orElse(new Place(file, 0, 0));
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private static String kind(Node node) {
        return switch (node.getNodeType()) {
            case MAPPING -> "map";
            case SEQUENCE -> "list";
            default -> "single value";
        };
    }
}
