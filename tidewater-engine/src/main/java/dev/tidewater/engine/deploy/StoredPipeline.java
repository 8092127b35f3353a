package dev.tidewater.engine.deploy;

import dev.tidewater.engine.sql.CompiledPipeline;
import dev.tidewater.engine.sql.ConnectedTable;
import dev.tidewater.engine.sql.FunctionJar;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What is kept of a compiled pipeline, to run it again without its script.
 *
 * @param functions jars with functions of the user's, kept by their content
 */
record StoredPipeline(
        String plan,
        Map<String, String> options,
        List<String> preamble,
        List<ConnectedTable> sources,
        List<ConnectedTable> sinks,
        List<FunctionJar> functions) {
    StoredPipeline {
        // Plans once had no functions.
        functions = functions == null ? List.of() : List.copyOf(functions);
    }

    static StoredPipeline of(CompiledPipeline compiled) {
        return new StoredPipeline(
                compiled.plan(),
                compiled.options(),
                compiled.preamble(),
                compiled.sources(),
                compiled.sinks(),
                compiled.functions());
    }

    StoredPipeline withPlan(String other) {
        return new StoredPipeline(other, options, preamble, sources, sinks, functions);
    }

    /** The same with {@code text} applied to everything that may hold an address. */
    StoredPipeline map(UnaryOperator<String> text) {
        return new StoredPipeline(
                text.apply(plan),
                map(options, text),
                preamble.stream().map(text).toList(),
                sources.stream().map(table -> map(table, text)).toList(),
                sinks.stream().map(table -> map(table, text)).toList(),
                functions);
    }

    private static ConnectedTable map(ConnectedTable table, UnaryOperator<String> text) {
        return new ConnectedTable(table.identifier(), map(table.options(), text));
    }

    private static Map<String, String> map(Map<String, String> options, UnaryOperator<String> text) {
        Map<String, String> mapped = new TreeMap<>();
        options.forEach((key, value) -> mapped.put(key, text.apply(value)));
        return mapped;
    }
}
