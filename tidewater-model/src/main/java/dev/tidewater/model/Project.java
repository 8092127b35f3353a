package dev.tidewater.model;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A folder of pipelines and what it is configured to do.
 *
 * @param root absolute
 * @param pipelines sorted by name
 */
public record Project(Path root, Configuration configuration, List<Pipeline> pipelines) {
    public Project {
        Require.that(root.isAbsolute(), "the root of a project is absolute: " + root);
        pipelines =
                pipelines.stream().sorted(Comparator.comparing(Pipeline::name)).toList();
    }

    public String name() {
        return configuration.name();
    }

    public Optional<Pipeline> pipeline(String name) {
        return pipelines.stream()
                .filter(pipeline -> pipeline.name().equals(name))
                .findFirst();
    }
}
