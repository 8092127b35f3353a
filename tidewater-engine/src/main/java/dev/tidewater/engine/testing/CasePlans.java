package dev.tidewater.engine.testing;

import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.Namespace;
import dev.tidewater.engine.tables.LakeNamespaces;
import dev.tidewater.model.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Plans of pipelines, kept for further cases. Those of one script over topics of the same schemas differ in the names of
 * topics and tables only; and these hold the token of the case's namespace, which nothing else does.
 */
final class CasePlans {
    private static final int KEPT = 32;

    private final Lake lake;
    private final Supplier<Set<String>> topics;
    private final Map<Key, Slot> slots = new LinkedHashMap<>();

    /** @param topics names of all that there are */
    CasePlans(Lake lake, Supplier<Set<String>> topics) {
        this.lake = lake;
        this.topics = topics;
    }

    /** The lake, as far as plans leave something in it. */
    interface Lake {
        /** What is in a namespace. */
        LakeNamespaces.Outline outline(String name);

        /** Makes it again in another. */
        void create(String name, LakeNamespaces.Outline outline);
    }

    /** What was made for a case before its pipeline is compiled. */
    interface Made {
        /** Full names of topics. */
        Set<String> all();

        /** Leaves their schemas in the registry when the case is over. */
        void keepSchemas();
    }

    /**
     * All that a plan follows from.
     *
     * @param statements of the script
     * @param schemas of the topics that there are before it is compiled, with their ids; empty for those that have none
     */
    record Key(String pipeline, List<String> statements, Configuration configuration, Map<String, String> schemas) {
        Key {
            statements = List.copyOf(statements);
            schemas = Map.copyOf(schemas);
        }
    }

    /** A plan, with what compiling it has left in the lake. */
    private record Kept(Namespace namespace, CompiledPipeline pipeline, LakeNamespaces.Outline lake) {}

    /** Cases that begin together wait for the first of them. */
    private static final class Slot {
        private @Nullable Kept kept;
    }

    /**
     * The pipeline, with its lake tables made in the namespace, which is there.
     *
     * @param made the case's topics; if the plan is kept, their schemas stay as long as the stack is up
     */
    CompiledPipeline compiled(Key key, Namespace namespace, Made made, Supplier<CompiledPipeline> compile) {
        Slot slot = slot(key);
        Kept kept;
        synchronized (slot) {
            kept = slot.kept;
            if (kept == null) {
                CompiledPipeline pipeline = compile.get();
                if (pipeline.preamble().isEmpty() && !makesTopics(namespace, made.all())) {
                    made.keepSchemas();
                    slot.kept = new Kept(namespace, pipeline, lake.outline(namespace.token()));
                }
                return pipeline;
            }
        }
        lake.create(namespace.token(), kept.lake());
        return kept.pipeline().moved(kept.namespace(), namespace);
    }

    private Slot slot(Key key) {
        synchronized (slots) {
            Slot slot = slots.remove(key);
            if (slot == null) {
                slot = new Slot();
            }
            slots.put(key, slot);
            if (slots.size() > KEPT) {
                slots.remove(slots.keySet().iterator().next());
            }
            return slot;
        }
    }

    /** Topics that a script creates have schemas and settings, which only the script can create again. */
    private boolean makesTopics(Namespace namespace, Set<String> made) {
        return topics.get().stream().anyMatch(topic -> topic.startsWith(namespace.prefix()) && !made.contains(topic));
    }
}
