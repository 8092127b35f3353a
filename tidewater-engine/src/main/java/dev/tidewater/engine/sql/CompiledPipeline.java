package dev.tidewater.engine.sql;

import dev.tidewater.model.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A script that Flink's planner accepted.
 *
 * @param plan Flink's compiled plan, JSON; it fixes the ids of all operators, by which state finds its way back
 * @param options what the script SETs, and what the plan allows, for the session that runs it
 * @param preamble statements that the session must repeat before it loads the plan: catalogs and functions
 * @param statements the script without comments and layout, then its functions: see {@link FunctionFolder#identity}
 * @param warnings of what the pipeline does and its author may not expect
 * @param functions jars that its jobs bring with them
 */
public record CompiledPipeline(
        String plan,
        Map<String, String> options,
        List<String> preamble,
        List<String> statements,
        List<ConnectedTable> sources,
        List<ConnectedTable> sinks,
        List<Finding> warnings,
        List<FunctionJar> functions) {
    public CompiledPipeline {
        options = Map.copyOf(options);
        preamble = List.copyOf(preamble);
        statements = List.copyOf(statements);
        sources = List.copyOf(sources);
        sinks = List.copyOf(sinks);
        warnings = List.copyOf(warnings);
        functions = List.copyOf(functions);
    }

    /** The same for another namespace than the one that it was compiled for: only names of topics and tables differ. */
    public CompiledPipeline moved(Namespace from, Namespace to) {
        UnaryOperator<String> move = text -> text.replace(from.token(), to.token());
        return new CompiledPipeline(
                move.apply(plan),
                moved(options, move),
                preamble.stream().map(move).toList(),
                statements,
                sources.stream().map(table -> moved(table, move)).toList(),
                sinks.stream().map(table -> moved(table, move)).toList(),
                warnings,
                functions);
    }

    private static ConnectedTable moved(ConnectedTable table, UnaryOperator<String> move) {
        return new ConnectedTable(move.apply(table.identifier()), moved(table.options(), move));
    }

    private static Map<String, String> moved(Map<String, String> options, UnaryOperator<String> move) {
        Map<String, String> moved = new HashMap<>();
        options.forEach((key, value) -> moved.put(key, move.apply(value)));
        return moved;
    }
}
